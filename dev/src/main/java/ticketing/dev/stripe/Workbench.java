package ticketing.dev.stripe;

import java.util.List;

/**
 * The addresses that Stripe does not have: pages to look at, the buyer's bank, and what a developer
 * lets happen. They are for the developer's own machine, and so ask for no key.
 */
final class Workbench {

  private final Ledger ledger;
  private final Bank bank;

  Workbench(Ledger ledger) {
    this.ledger = ledger;
    this.bank = new Bank(ledger);
  }

  private enum End {
    SUCCEED,
    FAIL
  }

  /**
   * Answers any request.
   *
   * @param sent the body of a POST, else the query
   * @throws StripeError when there is nothing to do
   */
  Reply answer(String method, String path, Form sent, String requestId) {
    var params = new Params(sent);
    return switch (method + " " + path) {
      case "GET /" -> Reply.html(ledger.read(Page::of));
      case "GET /health" -> Reply.text(200, "ok");
      case "GET /bank" -> bank.ask(params);
      case "POST /bank" -> bank.answer(params, requestId);
      case "POST /refunds" -> refunds(params, requestId);
      default -> throw StripeError.unrecognized(method, path);
    };
  }

  /** {@code POST /refunds}: {@code refund}, and {@code answer}, succeed or fail. */
  private Reply refunds(Params form, String requestId) {
    var id = form.required("refund");
    var last =
        switch (form.requiredChoice("answer", End.class)) {
          case SUCCEED -> Refund.Status.SUCCEEDED;
          case FAIL -> Refund.Status.FAILED;
        };
    form.nothingElse();
    return done(new SettleRefund(id, last), requestId);
  }

  private Reply done(Command command, String requestId) {
    var answer =
        ledger.write(new Ledger.Request(requestId, command, new Expansion(List.of()), null));
    return new Reply(answer.status(), "application/json", answer.body() + "\n", null);
  }
}
