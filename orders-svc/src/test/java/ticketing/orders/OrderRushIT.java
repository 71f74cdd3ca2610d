package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import ticketing.chassis.database.Ids;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.contracts.orders.OrderRepresentation;

/** The moment when the tickets go on sale. */
@ExtendWith(OrdersServer.Shared.class)
class OrderRushIT {

  private static final int REQUESTS = 1_000;
  private static final int BUYERS = 50;

  private final OrdersServer orders;

  OrderRushIT(OrdersServer orders) {
    this.orders = orders;
  }

  @Test
  void ofAThousandRequestsAtOnceOfFiftyBuyersAtTwoInstancesOneGetsTheTicket() throws Exception {
    var ticket = orders.ticketForSale();
    try (var sister = orders.sister(Map.of())) {
      List<RestClient> clients =
          IntStream.range(0, BUYERS)
              .mapToObj(i -> Ids.next())
              .flatMap(buyer ->
                  List.of(orders.service(), sister).stream()
                      .map(instance -> instance.client().as(buyer)))
              .toList();
      // Who waits for a sale to begin has looked around before.
      clients.forEach(client -> assertThat(client.get("/orders").status()).isEqualTo(200));
      var request = new CreateOrderRequest(ticket.id(), TestTicket.PRICE, null);
      List<Callable<Reply>> calls =
          IntStream.range(0, REQUESTS)
              .<Callable<Reply>>mapToObj(i -> () -> order(clients.get(i % clients.size()), request))
              .toList();
      long start = System.nanoTime();
      List<Reply> replies;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        replies = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
      }
      var took = Duration.ofNanos(System.nanoTime() - start);
      LoggerFactory.getLogger(OrderRushIT.class)
          .warn("{} requests took {} ms", REQUESTS, took.toMillis());

      List<Reply> won = replies.stream().filter(reply -> reply.status() == 201).toList();
      List<Reply> lost = replies.stream().filter(reply -> reply.status() != 201).toList();
      assertThat(won).hasSize(1);
      assertThat(lost)
          .hasSize(REQUESTS - 1)
          .allSatisfy(reply -> assertThat(reply.status()).isEqualTo(409))
          .allSatisfy(reply -> assertThat(reply.code()).isEqualTo(ErrorCode.TICKET_LOCKED));
      var order = won.getFirst().as(OrderRepresentation.class);
      assertThat(lost)
          .extracting(reply -> reply.body().path("orderId").asText())
          .filteredOn(id -> !id.isEmpty())
          .hasSize(REQUESTS / BUYERS - 1)
          .containsOnly(order.id().toString());
      assertThat(orders.awaitTold(order.id(), told -> true)).hasSize(1);
      assertThat(took).isLessThan(Duration.ofSeconds(30));
    }
  }

  /** Again, when there was no connection to the database in time: that is no answer. */
  private static Reply order(RestClient client, CreateOrderRequest request) {
    Reply reply = client.post("/orders", request);
    while (reply.status() == ErrorCode.SERVICE_UNAVAILABLE.status()) {
      reply = client.post("/orders", request);
    }
    return reply;
  }
}
