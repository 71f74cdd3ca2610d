package ticketing.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import ticketing.orders.Order;
import ticketing.payments.Charge;

/** What came of the stories, to see that they are not all the same. */
final class Tally {

  private static final List<String> ENDS =
      List.of(
          "order COMPLETED",
          "order CANCELLED BY_BUYER",
          "order CANCELLED EXPIRED",
          "order CANCELLED PAYMENT_FAILED",
          "order CANCELLED PRICE_CHANGED",
          "order CANCELLED TICKET_WITHDRAWN",
          "charge COMPLETED",
          "charge FAILED",
          "charge REFUNDED");

  private final LongAdder stories = new LongAdder();
  private final LongAdder steps = new LongAdder();
  private final Map<String, Long> ends = new TreeMap<>();

  synchronized void add(RandomRun run) {
    stories.increment();
    steps.add(run.steps());
    for (Order order : Always.orders(run.world())) {
      String reason = order.cancelReason() == null ? "" : " " + order.cancelReason();
      ends.merge("order " + order.status() + reason, 1L, Long::sum);
    }
    for (Cell<Charge> cell : Cells.CHARGE) {
      Charge charge = run.world().get(cell);
      if (charge != null) {
        ends.merge("charge " + charge.step(), 1L, Long::sum);
      }
    }
  }

  long steps() {
    return steps.sum();
  }

  /** Each end of an order and a charge was come to. */
  void checkThatMuchHappened() {
    for (String end : ENDS) {
      assertThat(ends.getOrDefault(end, 0L)).as("%s", ends).isGreaterThan(100);
    }
  }

  void print(long nanos) {
    System.out.printf(
        "%,d stories, %,d steps, %,d steps a second%n  %s%n",
        stories.sum(), steps.sum(), steps.sum() * 1_000_000_000L / nanos, ends);
  }
}
