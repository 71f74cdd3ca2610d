package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.auth.TestTokens;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.admin.LoggedEventRepresentation;
import ticketing.contracts.events.Source;
import ticketing.contracts.orders.MissingPartRepresentation;
import ticketing.contracts.orders.OrderRepresentation;
import ticketing.contracts.orders.OrderStoryRepresentation;

/** An order's whole story, from all services' logs. */
@ExtendWith(OrdersServer.Shared.class)
final class StoryIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final String TOKEN =
      TestTokens.shared().of(new Caller(UUID.randomUUID(), UUID.randomUUID(), Caller.ADMIN));

  private final OrdersServer orders;

  StoryIT(OrdersServer orders) {
    this.orders = orders;
  }

  @Test
  void hasAllEventsOfOrderTicketAndChargeByTimeAndVersion() {
    var ticket = new TestTicket();
    var created = ticket.created();
    orders.tellAndAwait(created);
    var order = orders.order(Ids.next(), ticket);
    var charge = new TestCharge(order.id());
    var others = orders.toldByOthers();
    var opened = charge.at(ChargeStep.CREATED);
    others.told(TRACE, created);
    // All at one time: the version decides.
    others.told(null, at(created, ticket.lockedBy(order.id())));
    others.told(TRACE, opened, at(opened, charge.at(ChargeStep.OPEN)));
    others.told(
        null, new TestTicket().created(), new TestCharge(Ids.next()).at(ChargeStep.CREATED));

    var story =
        orders
            .service()
            .client()
            .withToken(TOKEN)
            .get("/admin/orders/" + order.id() + "/story")
            .as(OrderStoryRepresentation.class);

    assertThat(story.order().id()).isEqualTo(order.id());
    assertThat(story.missing()).isEmpty();
    assertThat(story.events())
        .extracting(
            LoggedEventRepresentation::source,
            LoggedEventRepresentation::type,
            LoggedEventRepresentation::version,
            LoggedEventRepresentation::traceId)
        .containsExactly(
            tuple(Source.TICKETS, "ticket.created", 1, TRACE),
            tuple(Source.PAYMENTS, "charge.created", 1, TRACE),
            tuple(Source.TICKETS, "ticket.updated", 2, null),
            tuple(Source.PAYMENTS, "charge.updated", 2, TRACE),
            tuple(Source.ORDERS, "order.created", 1, story.events().getLast().traceId()));
    assertThat(story.events().getLast().traceId()).matches("[0-9a-f]{32}");
    assertThat(story.events().getLast().body()).contains(order.id().toString());
    // Others are asked as the admin that asks.
    assertThat(others.tokens()).isNotEmpty().containsOnly("Bearer " + TOKEN);
  }

  @Test
  void namesWhoIsAwayBesideWhatOthersTold() throws IOException {
    var ticket = orders.ticketForSale();
    var order = orders.order(Ids.next(), ticket);
    orders.toldByOthers().told(null, new TestTicket(ticket.id()).created());

    var story = story(order, orders.toldByOthers().url(), nobody(), Duration.ofSeconds(20));

    assertThat(story.events())
        .extracting(LoggedEventRepresentation::type)
        .containsExactly("ticket.created", "order.created");
    assertThat(story.missing())
        .containsExactly(new MissingPartRepresentation(Source.PAYMENTS, "does not answer"));
  }

  @Test
  void waitsForNobodyLong() throws IOException {
    var order = orders.order(Ids.next(), orders.ticketForSale());
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var late = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      var story = story(order, late, late, Duration.ofMillis(200));
      assertThat(story.events()).hasSize(1);
      assertThat(story.missing())
          .extracting(MissingPartRepresentation::service)
          .containsExactly(Source.TICKETS, Source.PAYMENTS);
      assertThat(story.missing())
          .allSatisfy(part -> assertThat(part.why()).startsWith("does not answer"));
    }
  }

  @Test
  void namesWhoRefusesAndWhoAnswersSomethingElse() throws IOException {
    var order = orders.order(Ids.next(), orders.ticketForSale());
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/admin/event-log/events",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.createContext(
        "/charges/by-orders",
        exchange -> {
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write('<');
          exchange.close();
        });
    server.start();
    try {
      var other = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(story(order, other, other, Duration.ofSeconds(20)).missing())
          .containsExactly(
              new MissingPartRepresentation(Source.TICKETS, "answers 503"),
              new MissingPartRepresentation(Source.PAYMENTS, "answers what cannot be read"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void hasAThousandEventsOfAServiceAndSaysWhereThereAreMore() {
    var ticket = orders.ticketForSale();
    var order = orders.order(Ids.next(), ticket);
    var others = orders.toldByOthers();
    var edited = new TestTicket(ticket.id());
    others.told(null, edited.created());
    for (int version = 2; version <= 1_001; version++) {
      others.told(null, edited.priced(TestTicket.PRICE));
    }

    var story = story(order, others.url(), others.url(), Duration.ofSeconds(20));

    assertThat(story.events()).hasSize(1_001);
    assertThat(story.missing())
        .containsExactly(
            new MissingPartRepresentation(Source.TICKETS, "told more than 1000 events"));
  }

  @Test
  void thereIsNoneOfAnOrderThatThereIsNot() {
    var admin = orders.service().client().withToken(TOKEN);
    assertThat(admin.get("/admin/orders/" + UUID.randomUUID() + "/story").code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(admin.get("/admin/orders/one/story").code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
  }

  private OrderStoryRepresentation story(
      OrderRepresentation order, URI tickets, URI payments, Duration answer) {
    try (var http = HttpClient.newHttpClient()) {
      var neighbours = new Neighbours(new NeighboursConfig(tickets, payments, answer), http);
      return new StoryService(orders.jdbi(), neighbours).story(order.id(), TOKEN);
    }
  }

  private static URI nobody() throws IOException {
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + closed.getLocalPort());
    }
  }

  /** The second at the first one's time. */
  private static <T> Event<T> at(Event<?> first, Event<T> second) {
    return new Event<>(
        second.type(), second.aggregateId(), second.version(), first.time(), second.state());
  }
}
