package ticketing.dev.stripe;

import java.util.List;

/** The card's issuer lets go of money that was held for too long, and Stripe of the intent. */
record ExpireHold(String id) implements Command {

  @Override
  public Outcome apply(Books books, long now) {
    var intent = books.require(id);
    intent.requireCapturable();
    var charge = books.latestCharge(intent).orElseThrow().release();
    var next = intent.cancel(Cancellation.Reason.AUTOMATIC, now);
    return new Outcome.Done(next, List.of(charge, next));
  }
}
