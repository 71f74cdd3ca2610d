package ticketing.dev.stripe;

import java.util.List;

/** Sends an event once more, as Stripe's dashboard does. */
record ResendEvent(String id) implements Command {

  @Override
  public Outcome apply(Books books, long now) {
    var event =
        books.post().event(id).orElseThrow(() -> StripeError.notFound("event", id, "event"));
    return new Outcome.Done(event, List.of(Delivery.of(event, now * 1000, 0)));
  }
}
