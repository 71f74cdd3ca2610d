package ticketing.dev.stripe;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/payment_intents/{id}/cancel}: a hold is let go of. */
record CancelIntent(String id, Intent.@Nullable Reason reason) implements Command {

  static CancelIntent from(String id, Params params) {
    return new CancelIntent(
        id, params.choice("cancellation_reason", Intent.Reason.class).orElse(null));
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
