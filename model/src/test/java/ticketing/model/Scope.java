package ticketing.model;

import java.time.Duration;
import java.util.List;

/**
 * How much of everything there is to explore.
 *
 * @param orders how many orders the ticket may come to have
 * @param ordered whether buyer 1 has made order A, and payments-svc heard of it, at the beginning
 * @param relay whether events wait for the relay, and NATS may lose them; else they are in the
 *     stream as they are committed, which comes to the same where each may be heard late
 * @param cards what buyers pay with, of {@link SimulatedStripe}'s
 * @param skew how far other services' clocks are ahead of that of orders-svc's database
 */
record Scope(
    int orders,
    int buyers,
    boolean ordered,
    boolean relay,
    Duration skew,
    List<String> cards,
    Budget budget) {

  /** Else nobody asks for what payments-svc heard. */
  boolean pays() {
    return budget.allows(Deed.PAYMENT);
  }
}
