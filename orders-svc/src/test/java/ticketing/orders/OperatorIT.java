package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.Stores;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.Money;
import ticketing.contracts.Page;
import ticketing.contracts.admin.ParkedRepresentation;
import ticketing.contracts.admin.ParkedState;
import ticketing.contracts.admin.ReasonRequest;

/**
 * What docs/operations.md has operators look for, of what every service with a database does: it
 * happens here, is seen by its signs, and heals. On servers of its own, as NATS is stopped.
 */
class OperatorIT {

  private static final String EVENTS = "ticketing.chassis.events.";
  private static final String LAG = "events_consumer_lag{consumer=\"hearing-tickets\"}";
  private static final String REDELIVERED =
      "events_redelivered_total{consumer=\"hearing-tickets\"}";
  private static final String FAILED = "events_heard_total{outcome=\"failed\",source=\"tickets\"}";
  private static final String PARKED = "events_parked{source=\"tickets\",state=\"FAILED\"}";
  private static final String DUPLICATES =
      "events_heard_total{outcome=\"duplicates\",source=\"tickets\"}";
  private static final String AGE = "events_pending_oldest_age_seconds";

  private static OrdersServer orders;

  @BeforeAll
  static void open() {
    orders = new OrdersServer();
  }

  @AfterAll
  static void close() throws InterruptedException {
    orders.close();
  }

  @Test
  void aServiceThatLagsAndGetsEventsAgain() {
    var first = orders.ticketForSale();
    var second = orders.ticketForSale();
    double redelivered = value(REDELIVERED);
    try (var logged = Logged.by(EVENTS + "TransactionalHearing");
        Handle busy = lockHeard(first);
        Handle slow = lockHeard(second)) {
      orders.tell(first.priced(new Money(2_100, "usd")));
      // While it is at that one, so many come that it takes them as a full batch, and more.
      orders.awaitLockWaits(1);
      var price = second.priced(new Money(2_200, "usd"));
      orders.tell(
          Stream.concat(
                  Stream.of(price), Stream.generate(() -> new TestTicket().created()).limit(120))
              .toArray(Event<?>[]::new));
      busy.rollback();

      await().untilAsserted(() -> assertThat(value(LAG)).isEqualTo(121));
      assertThat(health("hearing-tickets")).startsWith("lag 21, under way 100, last heard ");
      assertThat(admin("/admin/consumers").at("/items/0").toString())
          .contains("\"name\":\"orders-tickets\",\"pending\":21,\"ackPending\":100");

      // As when a database is restarted.
      await()
          .until(
              () -> {
                endWhatWaits();
                return logged.at(Level.WARN);
              },
              lines -> !lines.isEmpty());
      assertThat(logged.lines())
          .allSatisfy(line -> assertThat(line.getThrowableProxy()).isNull())
          .extracting(line -> line.getFormattedMessage())
          .allMatch(line -> line.startsWith("1 events of tickets are heard again in a second: "));
      slow.rollback();
      orders.awaitHeard(price);
    }
    await().untilAsserted(() -> assertThat(value(LAG)).isZero());
    assertThat(value(REDELIVERED)).isGreaterThan(redelivered);
  }

  @Test
  void anEventThatFailsIsParkedUntilItsNextVersionOrAReplay() {
    double failed = value(FAILED);
    var ticket = new TestTicket();
    var changing = new TestTicket();
    orders
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "alter table ticket_copies add constraint broken check (amount <> 2000) not valid"));
    try (var logged = Logged.by(EVENTS + "RowHearing")) {
      var stuck = ticket.created();
      orders.tell(stuck, changing.created());

      await().untilAsserted(() -> assertThat(value(PARKED)).isEqualTo(2));
      assertThat(value(FAILED)).isEqualTo(failed + 2);
      assertThat(logged.lines())
          .filteredOn(line -> line.getFormattedMessage().startsWith(stuck.subject()))
          .singleElement()
          .satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage()).endsWith(" version 1 failed and is parked");
            assertThat(line.getThrowableProxy().getMessage()).contains("broken");
          });
      assertThat(parked(ticket.id()).getFirst().error()).contains("broken");

      orders.tellAndAwait(changing.priced(new Money(2_300, "usd")));
      assertThat(parked(changing.id())).isEmpty();
      await().untilAsserted(() -> assertThat(value(PARKED)).isEqualTo(1));
      orders
          .jdbi()
          .useHandle(handle -> handle.execute("alter table ticket_copies drop constraint broken"));
      long id = parked(ticket.id()).getFirst().id();
      var reply =
          orders
              .service()
              .client()
              .asAdmin()
              .post("/admin/parked/" + id + "/replay", new ReasonRequest("the new version can"));
      assertThat(reply.status()).isEqualTo(204);
      orders.awaitHeard(stuck);
    }
    await().untilAsserted(() -> assertThat(value(PARKED)).isZero());
  }

  @Test
  void aNatsThatIsAwayAndComesBackWithoutItsStore() throws Exception {
    var before = orders.order(Ids.next(), orders.ticketForSale());
    var ticket = new TestTicket();
    var known = ticket.created();
    orders.tellAndAwait(known);
    await().until(() -> value("events_pending") == 0);
    double losses = value("events_stream_losses_total");
    try (var bus = Logged.by(EVENTS + "EventBus");
        var relay = Logged.by(EVENTS + "Relay");
        var refill = Logged.by(EVENTS + "Refill");
        var hearings = Logged.by(EVENTS + "PullLoop")) {
      orders.nats().stop();
      var meanwhile = orders.order(Ids.next(), ticket);
      await().untilAsserted(() -> assertThat(value("events_pending")).isEqualTo(1));
      double age = value(AGE);
      await().untilAsserted(() -> assertThat(value(AGE)).isGreaterThan(age).isLessThan(60));
      assertThat(admin("/admin/event-log").at("/pending").asInt()).isEqualTo(1);
      await().until(() -> health("nats"), "not connected to NATS"::equals);
      await().until(() -> health("relay").endsWith("not connected to NATS"));

      Stores.delete(orders.nats().store());
      orders.nats().restart();
      await()
          .untilAsserted(
              () -> assertThat(value("events_stream_losses_total")).isEqualTo(losses + 1));
      await().untilAsserted(() -> assertThat(value("events_pending")).isZero());
      assertThat(value(AGE)).isZero();
      // As the others do with theirs.
      await().ignoreExceptions().until(orders::makesStreams);
      assertThat(orders.events(before.id())).hasSize(1);
      assertThat(orders.events(meanwhile.id())).hasSize(1);
      double duplicates = value(DUPLICATES);
      orders.tell(known);
      await().untilAsserted(() -> assertThat(value(DUPLICATES)).isEqualTo(duplicates + 1));

      assertThat(bus.at(Level.WARN)).containsExactly("Lost the connection to NATS");
      assertThat(relay.at(Level.WARN))
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .allMatch(line -> line.startsWith("The relay of ORDERS goes on later: "));
      assertThat(refill.at(Level.ERROR))
          .singleElement()
          .asString()
          .startsWith("NATS lost events of stream ORDERS: it ends at 0, ")
          .endsWith("; sending again all after position 0");
      assertThat(hearings.at(Level.WARN))
          .doesNotHaveDuplicates()
          .allMatch(line -> line.contains(" goes on later: "));
      assertThat(Stream.of(bus, relay, refill, hearings).flatMap(log -> log.lines().stream()))
          .allSatisfy(line -> assertThat(line.getThrowableProxy()).isNull());
    }
  }

  /** Keeps the service from hearing more of the ticket, until it is closed. */
  private static Handle lockHeard(TestTicket ticket) {
    Handle handle = orders.jdbi().open();
    handle.begin();
    handle.execute("set local idle_in_transaction_session_timeout = 0");
    handle.execute("select from heard where aggregate_id = ? for update", ticket.id());
    return handle;
  }

  private static void endWhatWaits() {
    orders
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """));
  }

  private static List<ParkedRepresentation> parked(UUID ticketId) {
    return orders
        .service()
        .client()
        .asAdmin()
        .get("/admin/parked?state=" + ParkedState.FAILED)
        .as(new TypeReference<Page<ParkedRepresentation>>() {})
        .items()
        .stream()
        .map(Page.Item::node)
        .filter(event -> ticketId.equals(event.aggregateId()))
        .toList();
  }

  private static JsonNode admin(String path) {
    return orders.service().client().asAdmin().get(path).body();
  }

  /** What a health check says at the admin port. */
  private static String health(String name) {
    return orders.service().admin().get("/healthcheck").body().at("/" + name + "/message").asText();
  }

  private static double value(String name) {
    return orders.service().scrape().value(name);
  }
}
