package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.chassis.testing.RunningService;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.ExpirationDue;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.contracts.orders.OrderRepresentation;

/** The end of an order's time, at an instance whose locks are as short as can be configured. */
@ExtendWith(OrdersServer.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderExpiryIT {

  private static final Duration LOCK = Duration.ofSeconds(1);
  private static final Duration SWEEP_AFTER = Duration.ofSeconds(5);

  private final OrdersServer orders;
  private RunningService shortLocks;
  private OrderRepresentation forgotten;
  private OrderRepresentation authorizedTooLate;
  private OrderRepresentation fenced;

  OrderExpiryIT(OrdersServer orders) {
    this.orders = orders;
  }

  /** Orders whose time goes by, all at once, as it takes some seconds. */
  @BeforeAll
  void letTimeGoBy() {
    shortLocks = orders.sister(Map.of("lock", LOCK.toString()));
    var lateTicket = orders.ticketForSale();
    fenced = fenced();
    authorizedTooLate = create(lateTicket);
    forgotten = create(orders.ticketForSale());
    orders.tellAndAwait(lateTicket.lockedBy(authorizedTooLate.id()));
    await().until(() -> isLate(authorizedTooLate));
    orders.tell(new TestCharge(authorizedTooLate.id()).at(ChargeStep.AUTHORIZED));
    orders.tell(due(fenced));
    forgotten = orders.awaitShown(forgotten, OrderStatus.CANCELLED);
  }

  @AfterAll
  void stop() {
    shortLocks.close();
  }

  @Test
  void operatorsSeeHowLateOrdersExpired() {
    var name = "order_expiry_lateness_seconds";
    await()
        .untilAsserted(() ->
            assertThat(
                    orders.service().scrape().value(name + "_count")
                        + shortLocks.scrape().value(name + "_count"))
                .isPositive());
    // The sweep came five seconds late at least.
    assertThat(
            orders.service().scrape().value(name + "_sum")
                + shortLocks.scrape().value(name + "_sum"))
        .isGreaterThanOrEqualTo(SWEEP_AFTER.toSeconds());
  }

  @Test
  void anOrderExpiresWhenItIsDueAndNotWhenTheHintIsEarly() {
    var ticket = orders.ticketForSale();
    var order = create(ticket);
    assertThat(order.expiresAt()).isEqualTo(order.createdAt().plus(LOCK));
    long before = heard();
    orders.tell(due(order));
    await().until(() -> heard() > before);
    var early = orders.shown(order);
    // Unless this machine was too slow for the hint to be early at all.
    assertThat(early.status() == OrderStatus.CREATED || isLate(order)).isTrue();

    await()
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          orders.tell(due(order));
          return orders.shown(order).status() == OrderStatus.CANCELLED;
        });
    OrderState end = orders.awaitTold(order.id(), last -> last.version() == 2).getLast();
    assertThat(end.cancelReason()).isEqualTo(CancelReason.EXPIRED);
    assertThat(end.updatedAt()).isBetween(order.expiresAt(), order.expiresAt().plus(SWEEP_AFTER));
    assertThat(orders.order(Ids.next(), ticket).status()).isEqualTo(OrderStatus.CREATED);
  }

  @Test
  void anOrderExpiresByItselfWhenNoHintComes() {
    assertThat(forgotten.cancelReason()).isEqualTo(CancelReason.EXPIRED);
    OrderState end = orders.awaitTold(forgotten.id(), last -> last.version() == 2).getLast();
    assertThat(end.updatedAt()).isAfterOrEqualTo(forgotten.expiresAt().plus(SWEEP_AFTER));
  }

  @Test
  void anOrderIsNotFencedAfterItsTime() {
    var cancelled = orders.awaitShown(authorizedTooLate, OrderStatus.CANCELLED);
    assertThat(cancelled.cancelReason()).isEqualTo(CancelReason.EXPIRED);
    assertThat(cancelled.version()).isEqualTo(2);
  }

  @Test
  void anOrderUnderTheFenceDoesNotExpire() {
    assertThat(fenced.expiresAt()).isBefore(forgotten.expiresAt());
    assertThat(orders.shown(fenced).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
  }

  @Test
  void aHintForAnOrderThatThereIsNotIsForgotten() {
    long before = heard();
    var nothing = Ids.next();
    var hint = new ExpirationDue(nothing, TestTicket.CREATED_AT);
    orders.tell(
        new Event<>(Events.EXPIRATION_DUE, nothing, Event.HINT, TestTicket.CREATED_AT, hint));
    await().until(() -> heard() > before);
    assertThat(failed()).isZero();
  }

  /** Another, should this machine have been too slow for the second that there is. */
  private OrderRepresentation fenced() {
    return await()
        .until(
            () -> {
              var ticket = orders.ticketForSale();
              var order = create(ticket);
              orders.tell(
                  new TestCharge(order.id()).at(ChargeStep.AUTHORIZED),
                  ticket.lockedBy(order.id()));
              return await()
                  .until(() -> orders.shown(order), now -> now.status() != OrderStatus.CREATED);
            },
            order -> order.status() == OrderStatus.AWAITING_PAYMENT);
  }

  private OrderRepresentation create(TestTicket ticket) {
    return shortLocks
        .client()
        .as(Ids.next())
        .post("/orders", new CreateOrderRequest(ticket.id(), null, null))
        .as(OrderRepresentation.class);
  }

  private static Event<?> due(OrderRepresentation order) {
    return new Event<>(
        Events.EXPIRATION_DUE,
        order.id(),
        Event.HINT,
        order.expiresAt(),
        new ExpirationDue(order.id(), order.expiresAt()));
  }

  /** By the clock that decides: an order that is made now is made after the other's end. */
  private boolean isLate(OrderRepresentation order) {
    var now = create(orders.ticketForSale()).createdAt();
    return now.isAfter(order.expiresAt());
  }

  private long heard() {
    String applied = "events.heard.expiration.applied";
    return shortLocks.count(applied) + orders.service().count(applied);
  }

  private long failed() {
    String failed = "events.heard.expiration.failed";
    return shortLocks.count(failed) + orders.service().count(failed);
  }
}
