package ticketing.dev.stripe;

import java.util.List;

/** What becomes of a refund: of a pending one, or of one that seemed to have succeeded. */
record SettleRefund(String id, Refund.Status last) implements Command {

  @Override
  public Outcome apply(Books books, long now) {
    var refund =
        books.refund(id).orElseThrow(() -> StripeError.notFound("refund", id, "id")).settle(last);
    if (!refund.failed()) {
      return new Outcome.Done(refund);
    }
    var charge = books.charge(refund.charge()).orElseThrow().refundFailed(refund.amount());
    return new Outcome.Done(refund, List.of(charge, refund));
  }
}
