package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.database.Ids;

/** What orders-svc tells Prometheus, of what every service with a database does. */
@ExtendWith(OrdersServer.Shared.class)
class MetricsIT {

  private static final String JUMPS = "events_heard_total{outcome=\"jumps\",source=\"tickets\"}";

  private final OrdersServer orders;

  MetricsIT(OrdersServer orders) {
    this.orders = orders;
  }

  @Test
  void requestsAreCountedByMethodPathTemplateAndStatus() {
    var made =
        "http_request_duration_seconds_count{method=\"POST\",path=\"/orders\",status=\"201\"}";
    var unknown =
        "http_request_duration_seconds_count{method=\"GET\",path=\"/orders/{id}\",status=\"404\"}";
    double madeBefore = value(made);
    double unknownBefore = value(unknown);
    var order = orders.order(Ids.next(), orders.ticketForSale());
    orders.as(order.buyerId()).get("/orders/" + UUID.randomUUID());
    await().untilAsserted(() -> assertThat(value(made)).isEqualTo(madeBefore + 1));
    await().untilAsserted(() -> assertThat(value(unknown)).isEqualTo(unknownBefore + 1));
  }

  @Test
  void thePoolTellsHowManyConnectionsItHas() {
    assertThat(value("database_pool_connections")).isBetween(2.0, 16.0);
    assertThat(orders.service().scrape().values())
        .containsKeys(
            "database_pool_active_connections",
            "database_pool_idle_connections",
            "database_pool_waiting_threads");
  }

  @Test
  void aMissingVersionIsSeenParkedAndThenAsAJump() {
    var applied = "events_heard_total{outcome=\"applied\",source=\"tickets\"}";
    double jumps = value(JUMPS);
    double heard = value(applied);
    var ticket = orders.ticketForSale();
    var unused = ticket.lockedBy(UUID.randomUUID());
    orders.tell(ticket.lockedBy(UUID.randomUUID()));
    await()
        .untilAsserted(() ->
            assertThat(value("events_parked{source=\"tickets\",state=\"WAITING\"}")).isPositive());
    await().untilAsserted(() -> assertThat(value(JUMPS)).isEqualTo(jumps + 1));
    assertThat(value(applied)).isGreaterThan(heard);
    assertThat(orders.service().scrape().values())
        .containsKey("events_consumer_lag{consumer=\"hearing-tickets\"}")
        .containsKey("events_redelivered_total{consumer=\"hearing-tickets\"}");
  }

  @Test
  void whatCannotBePublishedIsSeenPendingAndAging() {
    orders
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                with stuck as (
                  insert into event_log (aggregate_id, version, type, subject, time, body)
                  values (gen_random_uuid(), 1, 'stuck', 'no.stream.takes.it',
                    now() - interval '1 hour', '{}')
                  returning position)
                insert into event_pending (position) select position from stuck
                """));
    try {
      await().untilAsserted(() -> assertThat(value("events_pending")).isPositive());
      assertThat(value("events_pending_oldest_age_seconds")).isBetween(3_600.0, 7_200.0);
    } finally {
      orders
          .jdbi()
          .useHandle(handle -> {
            handle.execute(
                """
                delete from event_pending
                where position in (select position from event_log where type = 'stuck')
                """);
            handle.execute("delete from event_log where type = 'stuck'");
          });
    }
    await().untilAsserted(() -> assertThat(value("events_pending")).isZero());
  }

  private double value(String name) {
    return orders.service().scrape().value(name);
  }
}
