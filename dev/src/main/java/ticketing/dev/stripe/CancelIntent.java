package ticketing.dev.stripe;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/payment_intents/{id}/cancel}: a hold is let go of. */
record CancelIntent(String id, Cancellation.@Nullable Reason reason) implements Command {

  /** The reasons that a seller can have. */
  private enum Given {
    ABANDONED,
    DUPLICATE,
    FRAUDULENT,
    REQUESTED_BY_CUSTOMER;

    private Cancellation.Reason reason() {
      return Cancellation.Reason.valueOf(name());
    }
  }

  static CancelIntent from(String id, Params params) {
    var given = params.choice("cancellation_reason", Given.class);
    return new CancelIntent(id, given.map(Given::reason).orElse(null));
  }

  @Override
  public Outcome apply(Books books, long now) {
    var intent = books.require(id);
    var next = intent.cancel(reason, now);
    var changes = new ArrayList<Entity>();
    if (intent.amountCapturable() > 0) {
      changes.add(books.latestCharge(intent).orElseThrow().release());
    }
    changes.add(next);
    return new Outcome.Done(next, changes);
  }
}
