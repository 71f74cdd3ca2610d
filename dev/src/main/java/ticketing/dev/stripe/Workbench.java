package ticketing.dev.stripe;

import java.util.List;

/**
 * The addresses that Stripe does not have: pages to look at, the buyer's bank, and what a developer
 * lets happen. They are for the developer's own machine, and so ask for no key.
 */
final class Workbench {

  private final Ledger ledger;
  private final Faults faults;
  private final Bank bank;

  Workbench(Ledger ledger, Faults faults) {
    this.ledger = ledger;
    this.faults = faults;
    this.bank = new Bank(ledger);
  }

  private static final String FAULT = "/faults/";

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
    if (method.equals("DELETE") && path.startsWith(FAULT)) {
      faults.takeBack(path.substring(FAULT.length()));
      return faults();
    }
    return switch (method + " " + path) {
      case "GET /" -> Reply.html(ledger.read(books -> Page.of(books, faults.all())));
      case "GET /health" -> Reply.text(200, "ok");
      case "GET /bank" -> bank.ask(params);
      case "POST /bank" -> bank.answer(params, requestId);
      case "GET /faults" -> faults();
      case "POST /faults" -> Reply.json(200, Json.write(faults.set(Fault.from(params))));
      case "DELETE /faults" -> {
        faults.takeAllBack();
        yield faults();
      }
      case "POST /holds" -> {
        var intent = params.required("intent");
        params.nothingElse();
        yield done(new ExpireHold(intent), requestId);
      }
      case "GET /webhooks" -> webhooks();
      case "POST /webhooks" -> {
        var event = params.required("event");
        params.nothingElse();
        yield done(new ResendEvent(event), requestId);
      }
      case "POST /refunds" -> refunds(params, requestId);
      default -> throw StripeError.unrecognized(method, path);
    };
  }

  private Reply faults() {
    var answer = Json.MAPPER.createObjectNode();
    answer.putArray("faults").addAll(faults.all());
    return Reply.json(200, Json.write(answer));
  }

  private Reply webhooks() {
    var answer = Json.MAPPER.createObjectNode();
    var pending = answer.putArray("pending");
    ledger
        .read(books -> List.copyOf(books.post().deliveries()))
        .forEach(delivery -> pending.add(Views.of(delivery)));
    return Reply.json(200, Json.write(answer));
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
    var answer = ledger.write(Ledger.Request.own(requestId, command));
    return Reply.json(answer.status(), answer.body());
  }
}
