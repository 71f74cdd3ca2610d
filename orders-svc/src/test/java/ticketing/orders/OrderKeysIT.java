package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.orders.TestTicket.PRICE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.database.Ids;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.chassis.testing.RunningService;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.contracts.orders.OrderRepresentation;

/** Requests that are sent again, at two instances. */
@ExtendWith(OrdersServer.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderKeysIT {

  private final OrdersServer orders;
  private OrderRepresentation old;
  private RunningService sister;

  OrderKeysIT(OrdersServer orders) {
    this.orders = orders;
  }

  @BeforeAll
  void startSister() {
    old = create(Ids.next(), orders.ticketForSale(), null, "old").as(OrderRepresentation.class);
    orders.letADayGoBy(old);
    sister = orders.sister(Map.of());
  }

  @AfterAll
  void stop() {
    sister.close();
  }

  @Test
  void theSameKeyGivesTheSameOrder() {
    UUID buyer = Ids.next();
    var ticket = orders.ticketForSale();
    var order = create(buyer, ticket, null, "key").as(OrderRepresentation.class);
    assertThat(create(buyer, ticket, null, "key").as(OrderRepresentation.class)).isEqualTo(order);
    var cancelled = orders.cancel(order);
    assertThat(create(buyer, ticket, PRICE, "key").as(OrderRepresentation.class))
        .isEqualTo(cancelled);
    assertThat(create(Ids.next(), ticket, null, "key").as(OrderRepresentation.class).id())
        .isNotEqualTo(order.id());
  }

  @Test
  void theSameKeyForSomethingElseIsAConflict() {
    UUID buyer = Ids.next();
    var ticket = orders.ticketForSale();
    var other = orders.ticketForSale();
    var order = create(buyer, ticket, PRICE, "key").as(OrderRepresentation.class);
    assertRefused(create(buyer, other, PRICE, "key"), ErrorCode.IDEMPOTENCY_CONFLICT);
    Money dearer = new Money(3_000, "usd");
    assertRefused(create(buyer, ticket, dearer, "key"), ErrorCode.IDEMPOTENCY_CONFLICT);
    assertThat(orders.shown(order)).isEqualTo(order);
    assertThat(create(buyer, other, PRICE, "another key").status()).isEqualTo(201);
  }

  @Test
  void theSameKeySentManyTimesAtOnceGivesOneOrder() {
    UUID buyer = Ids.next();
    var ticket = orders.ticketForSale();
    List<OrderRepresentation> answers =
        atOnce(
            20, i -> create(instance(i), buyer, ticket, null, "key").as(OrderRepresentation.class));
    assertThat(answers).hasSize(20).containsOnly(answers.getFirst());
  }

  @Test
  void theSameKeyForManyTicketsAtOnceGivesOneOrder() {
    UUID buyer = Ids.next();
    var tickets = orders.ticketsForSale(10);
    List<Reply> answers = atOnce(10, i -> create(instance(i), buyer, tickets.get(i), null, "key"));
    assertThat(answers).filteredOn(reply -> reply.status() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(reply -> reply.status() != 201)
        .hasSize(9)
        .allSatisfy(reply -> assertRefused(reply, ErrorCode.IDEMPOTENCY_CONFLICT));
  }

  @Test
  void aKeyIsFreeAgainAfterADay() {
    UUID buyer = Ids.next();
    var ticket = orders.ticketForSale();
    var other = orders.ticketForSale();
    var first = create(buyer, ticket, null, "key").as(OrderRepresentation.class);
    orders.letADayGoBy(first);
    var second = create(buyer, other, null, "key").as(OrderRepresentation.class);
    assertThat(second.ticketId()).isEqualTo(other.id());
    assertThat(create(buyer, other, null, "key").as(OrderRepresentation.class)).isEqualTo(second);
    assertThat(orders.shown(first).version()).isOne();
  }

  @Test
  void anOldKeyDoesNotFindItsOrder() {
    UUID buyer = Ids.next();
    var ticket = orders.ticketForSale();
    var first = create(buyer, ticket, null, "key").as(OrderRepresentation.class);
    orders.letADayGoBy(first);
    assertRefused(create(buyer, ticket, null, "key"), ErrorCode.TICKET_LOCKED);
  }

  @Test
  void oldKeysAreSwept() {
    UUID buyer = Ids.next();
    var young = create(buyer, orders.ticketForSale(), null, "young").as(OrderRepresentation.class);
    await().until(() -> orders.key(old), Optional::isEmpty);
    assertThat(orders.key(young)).hasValue("young");
  }

  @Test
  void aRefusalKeepsNoKey() {
    UUID buyer = Ids.next();
    var ticket = orders.ticketForSale();
    var others = orders.order(Ids.next(), ticket);
    assertRefused(create(buyer, ticket, null, "key"), ErrorCode.TICKET_LOCKED);
    orders.cancel(others);
    assertThat(create(buyer, ticket, null, "key").as(OrderRepresentation.class).status())
        .isEqualTo(OrderStatus.CREATED);
  }

  private Reply create(
      UUID caller, TestTicket ticket, @Nullable Money expected, @Nullable String key) {
    return create(orders.service(), caller, ticket, expected, key);
  }

  private static Reply create(
      RunningService instance,
      UUID caller,
      TestTicket ticket,
      @Nullable Money expected,
      @Nullable String key) {
    return instance
        .client()
        .as(caller)
        .post("/orders", new CreateOrderRequest(ticket.id(), expected, key));
  }

  private static <T> List<T> atOnce(int count, IntFunction<T> call) {
    List<CompletableFuture<T>> calls =
        IntStream.range(0, count)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> call.apply(i), Thread::startVirtualThread))
            .toList();
    return calls.stream().map(CompletableFuture::join).toList();
  }

  /** One and the other in turn. */
  private RunningService instance(int number) {
    return number % 2 == 0 ? orders.service() : sister;
  }

  private static void assertRefused(Reply reply, ErrorCode code) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(code.status());
    assertThat(reply.code()).isEqualTo(code);
  }
}
