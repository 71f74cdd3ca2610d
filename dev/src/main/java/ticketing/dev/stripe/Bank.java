package ticketing.dev.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * The buyer's bank, which in 3-D Secure asks before it lets a card be charged: as a page, and as an
 * endpoint for tests. Whoever has an intent's client secret is its buyer.
 */
final class Bank {

  private enum Answer {
    COMPLETE,
    FAIL
  }

  private final Ledger ledger;

  Bank(Ledger ledger) {
    this.ledger = ledger;
  }

  /** {@code GET /bank?client_secret=...}: what is asked. */
  Reply ask(Params query) {
    var secret = query.required("client_secret");
    query.nothingElse();
    var intent = ledger.read(books -> books.bySecret(secret)).orElseThrow(StripeError::noSecret);
    return Reply.html(Html.page("Your bank (Stripe stand-in)", question(intent)));
  }

  /** {@code POST /bank}: {@code client_secret}, and {@code answer}, complete or fail. */
  Reply answer(Params form, String requestId) {
    var secret = form.required("client_secret");
    var answer = form.requiredChoice("answer", Answer.class);
    form.nothingElse();
    var asked = ledger.read(books -> books.bySecret(secret)).orElseThrow(StripeError::noSecret);
    var command = new AnswerBank(secret, answer == Answer.COMPLETE);
    var done = ledger.write(Ledger.Request.own(requestId, command));
    if (done.status() == 400) {
      return Reply.text(409, "The bank asks nothing: %s.".formatted(said(asked.id())));
    }
    var action = asked.nextAction();
    var url = action == null ? null : action.returnUrl();
    return url == null
        ? Reply.text(200, said(asked.id()))
        : Reply.goTo(back(url, asked), said(asked.id()));
  }

  private String said(String id) {
    return "%s is %s"
        .formatted(id, ledger.<String>read(books -> books.require(id).status().code()));
  }

  /** What Stripe adds to the address. */
  private String back(String url, Intent asked) {
    var failed = ledger.<Boolean>read(books -> books.require(asked.id()).lastFailure() != null);
    int hash = url.indexOf('#');
    var base = hash < 0 ? url : url.substring(0, hash);
    return base
        + (base.contains("?") ? "&" : "?")
        + "payment_intent="
        + asked.id()
        + "&payment_intent_client_secret="
        + URLEncoder.encode(asked.clientSecret(), UTF_8)
        + "&redirect_status="
        + (failed ? "failed" : "succeeded")
        + (hash < 0 ? "" : url.substring(hash));
  }

  private static String question(Intent intent) {
    if (intent.nextAction() == null) {
      return "<p>Nothing is asked: %s is %s.".formatted(intent.id(), intent.status().code());
    }
    return """
    <p>This is not a bank, and no money moves. A shop wants %d %s of your card
    (%s). Is it you who pays?</p>
    <form method="post" action="/bank">
    <input type="hidden" name="client_secret" value="%s">
    <button name="answer" value="complete">Complete</button>
    <button name="answer" value="fail">Fail</button>
    </form>
    """
        .formatted(
            intent.terms().amount(),
            intent.terms().currency(),
            described(intent),
            Html.escape(intent.clientSecret()));
  }

  private static String described(Intent intent) {
    String description = intent.terms().description();
    return description == null ? intent.id() : intent.id() + ", " + Html.escape(description);
  }
}
