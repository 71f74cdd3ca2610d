package ticketing.dev.stripe;

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
      default -> throw StripeError.unrecognized(method, path);
    };
  }
}
