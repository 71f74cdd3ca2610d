package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import ticketing.e2e.TraceCollector.Told;

/** What a front end begins is one trace to its end, as a collector is told of it. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
@Execution(ExecutionMode.CONCURRENT)
class TracesIT {

  private static final String SPAN = "b7ad6b7169203331";
  private static final List<String> ORDERED =
      List.of("gateway POST /graphql", "gateway POST orders", "orders POST /orders");

  private final TraceCollector collector = Installation.TRACES;

  @Test
  void aPurchaseIsOneTraceToItsEnd() {
    String trace = "5a1e0000000000000000000000000001";
    Person seller = Person.signUp();
    Person buyer = Person.signUp();
    String ticket = seller.sells("Salome", 9_900);

    Person traced = buyer.in("00-" + trace + "-" + SPAN + "-01");
    String order = traced.locks(ticket);
    var unused = traced.pays(order, "pm_card_visa");

    awaitAll(
        trace,
        Stream.of(
            "gateway POST /graphql",
            "gateway POST orders",
            "orders POST /orders",
            "orders OrderDao.insert",
            "orders EventLogDao.append",
            "orders publish",
            "tickets hear order.created",
            "tickets TicketDao.update",
            "tickets publish",
            "expiration hear order.created",
            "payments hear order.created",
            "gateway POST payments",
            "payments POST /charges",
            "payments visit charge",
            "payments Stripe Create",
            "payments Stripe Confirm",
            "orders hear ticket.updated",
            "orders hear charge.authorized",
            "payments hear order.awaiting-payment",
            "payments Stripe Capture",
            "payments publish",
            "orders hear charge.completed",
            "tickets hear order.completed",
            "payments hear order.completed"));
    List<Told> all = collector.of(trace);
    assertThat(path("tickets TicketDao.update", all))
        .startsWith(ORDERED.toArray(String[]::new))
        .contains("tickets hear order.created");
    assertThat(path("tickets hear order.completed", all))
        .contains("payments visit charge", "orders hear charge.completed");
    assertThat(collector.texts())
        .noneMatch(text -> text.contains(buyer.email()) || text.contains(buyer.password()))
        .noneMatch(text -> text.contains(Objects.requireNonNull(buyer.graphQl().token())))
        .noneMatch(text -> text.contains("pm_card") || text.contains("Salome"));
  }

  @Test
  void anOrderThatExpiresGoesOnInTheTraceOfItsMaking() {
    String trace = "5a1e0000000000000000000000000002";
    String ticket = Person.signUp().sells("Daphne", 9_900);
    var unused = Person.signUp().in("00-" + trace + "-" + SPAN + "-01").locks(ticket);

    awaitAll(
        trace,
        Stream.of(
            "expiration hear order.created",
            "orders hear expiration.due",
            "orders publish",
            "tickets hear order.cancelled",
            "payments hear order.cancelled",
            "orders hear ticket.updated"));
    List<Told> all = collector.of(trace);
    assertThat(path("orders hear expiration.due", all))
        .containsExactlyElementsOf(
            Stream.concat(
                    ORDERED.stream(),
                    Stream.of("expiration hear order.created", "orders hear expiration.due"))
                .toList());
    assertThat(path("tickets hear order.cancelled", all))
        .startsWith(ORDERED.toArray(String[]::new));
  }

  /** Until these steps were told of, and of every step the one that it is a part of. */
  private void awaitAll(String trace, Stream<String> steps) {
    Set<String> expected = steps.collect(Collectors.toSet());
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> {
          List<Told> told = collector.of(trace);
          assertThat(told).extracting(Told::toString).containsAll(expected);
          assertThat(told)
              .extracting(Told::parent)
              .isSubsetOf(Stream.concat(Stream.of(SPAN), told.stream().map(Told::id)).toList());
        });
  }

  private static List<String> path(String step, List<Told> trace) {
    return trace.stream()
        .filter(told -> told.toString().equals(step))
        .map(told -> TraceCollector.path(told, trace))
        .findFirst()
        .orElseThrow();
  }
}
