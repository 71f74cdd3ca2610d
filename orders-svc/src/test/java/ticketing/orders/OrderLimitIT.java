package ticketing.orders;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.database.Ids;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.contracts.orders.OrderRepresentation;

/** How many tickets a buyer may hold at once. */
@ExtendWith(OrdersServer.Shared.class)
class OrderLimitIT {

  private static final int REQUESTS = 100;
  private static final int MOST = 10;

  private final OrdersServer orders;
  private final UUID buyer = Ids.next();

  OrderLimitIT(OrdersServer orders) {
    this.orders = orders;
  }

  @Test
  void ofAHundredRequestsAtOnceAtTwoInstancesTenGetTheirTickets() throws Exception {
    var tickets = orders.ticketsForSale(REQUESTS);
    try (var sister = orders.sister(Map.of())) {
      List<RestClient> clients =
          List.of(orders.service().client().as(buyer), sister.client().as(buyer));
      List<Callable<Reply>> calls =
          IntStream.range(0, REQUESTS)
              .<Callable<Reply>>mapToObj(
                  i -> () -> create(clients.get(i % 2), tickets.get(i), null))
              .toList();
      List<Reply> replies;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        replies = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
      }
      assertThat(replies).filteredOn(OrderLimitIT::isMade).hasSize(MOST);
      assertThat(replies)
          .filteredOn(not(OrderLimitIT::isMade))
          .hasSize(REQUESTS - MOST)
          .allSatisfy(OrderLimitIT::assertTooMany);
    }
  }

  @Test
  void whateverEndsAnOrderMakesRoomForOne() {
    var tickets = orders.ticketsForSale(MOST + 2);
    List<OrderRepresentation> held =
        tickets.subList(0, MOST).stream().map(ticket -> orders.order(buyer, ticket)).toList();
    Reply refused = create(orders.as(buyer), tickets.get(MOST), "key");
    assertTooMany(refused);
    assertThat(refused.body().path("retryAfterSeconds").asInt())
        .isBetween(1, Math.toIntExact(Duration.ofMinutes(15).toSeconds()));
    assertThat(orders.order(Ids.next(), tickets.get(MOST + 1)).status())
        .isEqualTo(OrderStatus.CREATED);

    orders.cancel(held.getFirst());
    // The refusal kept no key.
    assertThat(create(orders.as(buyer), tickets.get(MOST), "key").status()).isEqualTo(201);
    // What a request made before is no new order.
    assertThat(create(orders.as(buyer), tickets.get(MOST), "key").status()).isEqualTo(201);
    var next = orders.ticketForSale();
    assertTooMany(create(orders.as(buyer), next, null));

    var charge = orders.fence(tickets.get(1), held.get(1));
    assertTooMany(create(orders.as(buyer), next, null));
    orders.tell(charge.at(ChargeStep.COMPLETED));
    orders.awaitShown(held.get(1), OrderStatus.COMPLETED);
    assertThat(create(orders.as(buyer), next, null).status()).isEqualTo(201);
  }

  @Test
  void loadTestsSwitchTheLimitOff() {
    try (var unlimited = orders.sister(Map.of("rateLimits", "off"))) {
      var client = unlimited.client().as(buyer);
      assertThat(orders.ticketsForSale(MOST + 5))
          .allSatisfy(ticket -> assertThat(create(client, ticket, null).status()).isEqualTo(201));
    }
  }

  private static Reply create(RestClient client, TestTicket ticket, @Nullable String key) {
    return client.post("/orders", new CreateOrderRequest(ticket.id(), null, key));
  }

  private static boolean isMade(Reply reply) {
    return reply.status() == 201;
  }

  private static void assertTooMany(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(429);
    assertThat(reply.code()).isEqualTo(ErrorCode.TOO_MANY_ORDERS);
    assertThat(reply.headers().firstValue("Retry-After"))
        .hasValue(reply.body().path("retryAfterSeconds").asText());
  }
}
