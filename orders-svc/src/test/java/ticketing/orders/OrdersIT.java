package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.orders.TestTicket.PRICE;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.contracts.orders.OrderRepresentation;

@ExtendWith(OrdersServer.Shared.class)
class OrdersIT {

  private final OrdersServer orders;
  private final UUID buyer = Ids.next();

  OrdersIT(OrdersServer orders) {
    this.orders = orders;
  }

  @Test
  void anOrderHoldsTheTicketAtItsPriceForAQuarterOfAnHour() {
    var ticket = orders.ticketForSale();
    Reply created = create(buyer, ticket, PRICE, null);
    assertThat(created.status()).isEqualTo(201);
    var order = created.as(OrderRepresentation.class);
    assertThat(order.status()).isEqualTo(OrderStatus.CREATED);
    assertThat(order.ticketId()).isEqualTo(ticket.id());
    assertThat(order.buyerId()).isEqualTo(buyer);
    assertThat(order.price()).isEqualTo(PRICE);
    assertThat(order.cancelReason()).isNull();
    assertThat(order.version()).isEqualTo(1);
    assertThat(Duration.between(order.createdAt(), order.expiresAt()))
        .isEqualTo(Duration.ofMinutes(15));
    assertThat(orders.shown(order)).isEqualTo(order);
    List<OrderState> told = orders.awaitTold(order.id(), last -> last.version() == 1);
    assertThat(orders.events(order.id()).getFirst().type()).isEqualTo(Events.ORDER_CREATED);
    assertThat(told)
        .containsExactly(
            new OrderState(
                order.id(),
                ticket.id(),
                buyer,
                PRICE,
                OrderStatus.CREATED,
                null,
                1,
                order.expiresAt(),
                null,
                1,
                order.createdAt(),
                order.createdAt()));
  }

  @Test
  void nobodyBuysHisOwnTicket() {
    var ticket = orders.ticketForSale();
    assertRefused(create(ticket.sellerId(), ticket, null, null), ErrorCode.OWN_TICKET);
  }

  @Test
  void aTicketThatIsHeldIsLocked() {
    var ticket = orders.ticketForSale();
    var order = orders.order(buyer, ticket);
    Reply other = create(Ids.next(), ticket, null, null);
    assertRefused(other, ErrorCode.TICKET_LOCKED);
    assertThat(other.body().has("orderId")).isFalse();
    Reply own = create(buyer, ticket, null, null);
    assertRefused(own, ErrorCode.TICKET_LOCKED);
    assertThat(own.body().path("orderId").asText()).isEqualTo(order.id().toString());
  }

  @Test
  void aTicketThatIsSoldIsSold() {
    var ticket = orders.ticketForSale();
    var order = orders.order(buyer, ticket);
    var charge = orders.fence(ticket, order);
    assertRefused(create(Ids.next(), ticket, null, null), ErrorCode.TICKET_LOCKED);
    orders.tell(charge.at(ChargeStep.COMPLETED));
    orders.awaitShown(order, OrderStatus.COMPLETED);
    assertRefused(create(Ids.next(), ticket, null, null), ErrorCode.TICKET_SOLD);
    assertRefused(create(buyer, ticket, null, null), ErrorCode.TICKET_SOLD);
  }

  @Test
  void aWithdrawnTicketIsNotForSaleUntilAnAdminRestoresIt() {
    var ticket = orders.ticketForSale();
    orders.tellAndAwait(ticket.withdrawn());
    assertRefused(create(buyer, ticket, null, null), ErrorCode.TICKET_WITHDRAWN);
    orders.tellAndAwait(ticket.released());
    assertThat(create(buyer, ticket, null, null).status()).isEqualTo(201);
  }

  @Test
  void aTicketThatThereIsNotIsNotFoundAtOnceWhenItWouldHaveBeenHeardOf() {
    var old = new TestTicket(UUID.fromString("0193a1b2-0000-7000-8000-000000000001"));
    var foreign = new TestTicket(UUID.randomUUID());
    for (var ticket : List.of(old, foreign)) {
      await()
          .untilAsserted(() ->
              assertTakes(0, 900, () -> create(buyer, ticket, null, null), ErrorCode.NOT_FOUND));
    }
  }

  @Test
  void aYoungTicketIsWaitedForASecond() {
    var never = new TestTicket();
    assertTakes(900, 5_000, () -> create(buyer, never, null, null), ErrorCode.NOT_FOUND);
    // Another, should this machine have been too slow for the second that there is.
    await()
        .untilAsserted(() -> {
          var late = new TestTicket();
          tellLater(late.created());
          assertThat(create(buyer, late, PRICE, null).status()).isEqualTo(201);
        });
  }

  @Test
  void aPriceThatDisagreesIsWaitedForASecond() {
    var ticket = orders.ticketForSale();
    var other = new Money(1_500, "usd");
    assertTakes(900, 5_000, () -> create(buyer, ticket, other, null), ErrorCode.PRICE_CHANGED);
    await()
        .untilAsserted(() -> {
          var dearer = orders.ticketForSale();
          tellLater(dearer.priced(other));
          assertThat(create(buyer, dearer, other, null).status()).isEqualTo(201);
        });
    assertRefused(
        create(Ids.next(), ticket, new Money(1_500, "eur"), null), ErrorCode.PRICE_CHANGED);
  }

  @Test
  void whoDoesNotSayWhatHeExpectsPaysThePriceAsItIs() {
    var ticket = orders.ticketForSale();
    orders.tellAndAwait(ticket.priced(new Money(9_900, "chf")));
    assertThat(orders.order(buyer, ticket).price()).isEqualTo(new Money(9_900, "chf"));
  }

  @Test
  void aCancelledOrderLetsTheTicketGo() {
    var ticket = orders.ticketForSale();
    var order = orders.order(buyer, ticket);
    var cancelled = orders.cancel(order);
    assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(cancelled.cancelReason()).isEqualTo(CancelReason.BY_BUYER);
    assertThat(cancelled.version()).isEqualTo(2);
    assertThat(orders.cancel(order)).isEqualTo(cancelled);
    assertThat(orders.shown(order)).isEqualTo(cancelled);
    List<OrderState> told = orders.awaitTold(order.id(), last -> last.version() == 2);
    assertThat(told)
        .extracting(OrderState::status)
        .containsExactly(OrderStatus.CREATED, OrderStatus.CANCELLED);
    assertThat(told.getLast().cancelReason()).isEqualTo(CancelReason.BY_BUYER);

    var next = orders.order(Ids.next(), ticket);
    assertThat(orders.awaitTold(next.id(), last -> true).getFirst().lockNo()).isEqualTo(2);
  }

  @Test
  void anOrderIsCancelledOnceHoweverOftenItIsAskedAtOnce() {
    var order = orders.order(buyer, orders.ticketForSale());
    assertThat(atOnce(10, i -> () -> orders.cancel(order))).containsOnly(orders.shown(order));
    assertThat(orders.shown(order).version()).isEqualTo(2);
    orders.awaitTold(order.id(), last -> last.version() == 2);
    assertThat(orders.events(order.id())).extracting(Event::version).containsExactly(1, 2);
  }

  @Test
  void somebodyElsesOrderIsNotFound() {
    var order = orders.order(buyer, orders.ticketForSale());
    var stranger = orders.as(Ids.next());
    assertRefused(stranger.post("/orders/" + order.id() + "/cancellation"), ErrorCode.NOT_FOUND);
    assertRefused(stranger.get("/orders/" + order.id()), ErrorCode.NOT_FOUND);
    assertRefused(orders.as(buyer).get("/orders/" + Ids.next()), ErrorCode.NOT_FOUND);
    assertRefused(
        orders.as(buyer).post("/orders/" + Ids.next() + "/cancellation"), ErrorCode.NOT_FOUND);
    assertThat(orders.shown(order)).isEqualTo(order);
  }

  @Test
  void anOrderUnderTheFenceIsNotCancelled() {
    var ticket = orders.ticketForSale();
    var order = orders.order(buyer, ticket);
    var charge = orders.fence(ticket, order);
    var path = "/orders/" + order.id() + "/cancellation";
    assertRefused(orders.as(buyer).post(path), ErrorCode.ORDER_NOT_CANCELLABLE);
    orders.tell(charge.at(ChargeStep.COMPLETED));
    orders.awaitShown(order, OrderStatus.COMPLETED);
    assertRefused(orders.as(buyer).post(path), ErrorCode.ORDER_NOT_CANCELLABLE);
  }

  @Test
  void manyBuyersAndCancellationsLeaveNoTwoHolders() {
    var ticket = orders.ticketForSale();
    List<OrderRepresentation> won =
        atOnce(
                40,
                i ->
                    () -> {
                      Reply reply = create(Ids.next(), ticket, null, null);
                      return reply.status() == 201
                          ? orders.cancel(reply.as(OrderRepresentation.class))
                          : null;
                    })
            .stream()
            .filter(order -> order != null)
            .toList();
    assertThat(won).isNotEmpty();
    var last = orders.order(buyer, ticket);
    int lockNo = orders.awaitTold(last.id(), told -> true).getFirst().lockNo();
    assertThat(lockNo).isEqualTo(won.size() + 1);
    assertThat(won)
        .extracting(order -> orders.awaitTold(order.id(), told -> true).getFirst().lockNo())
        .doesNotHaveDuplicates();
  }

  private Reply create(
      UUID caller, TestTicket ticket, @Nullable Money expected, @Nullable String key) {
    return orders.as(caller).post("/orders", new CreateOrderRequest(ticket.id(), expected, key));
  }

  private void tellLater(Event<?> event) {
    var unused =
        CompletableFuture.runAsync(
            () -> orders.tell(event),
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
  }

  private static <T> List<T> atOnce(int count, IntFunction<Supplier<T>> call) {
    List<CompletableFuture<T>> calls =
        IntStream.range(0, count)
            .mapToObj(i -> CompletableFuture.supplyAsync(call.apply(i), Thread::startVirtualThread))
            .toList();
    return calls.stream().map(CompletableFuture::join).toList();
  }

  private static void assertTakes(
      int leastMillis, int mostMillis, Supplier<Reply> call, ErrorCode code) {
    long start = System.nanoTime();
    assertRefused(call.get(), code);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(leastMillis), Duration.ofMillis(mostMillis));
  }

  private static void assertRefused(Reply reply, ErrorCode code) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(code.status());
    assertThat(reply.code()).isEqualTo(code);
  }
}
