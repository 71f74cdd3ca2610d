package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.OrderState;

class OrderTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration LOCK = Duration.ofMinutes(15);
  private static final Instant END = NOW.plus(LOCK);
  private static final UUID BUYER = UUID.randomUUID();
  private static final TicketCopy TICKET =
      new TicketCopy(
          UUID.randomUUID(), UUID.randomUUID(), 2_000, "usd", TicketStatus.AVAILABLE, null, 1);

  private final Order created =
      Order.create(UUID.randomUUID(), BUYER, TICKET, 3, "key", LOCK, NOW).row();
  private final Order fenced = row(created.awaitPayment(locked(), authorized(), NOW));

  @Test
  void isCreatedWithTheTicketsPriceForAsLongAsTheLock() {
    var change = Order.create(created.id(), BUYER, TICKET, 3, "key", LOCK, NOW);
    assertThat(change.event().type()).isEqualTo(Events.ORDER_CREATED);
    assertThat(change.event().aggregateId()).isEqualTo(created.id());
    assertThat(change.event().version()).isEqualTo(1);
    assertThat(change.event().state())
        .isEqualTo(
            new OrderState(
                created.id(),
                TICKET.id(),
                BUYER,
                TICKET.price(),
                OrderStatus.CREATED,
                null,
                3,
                END,
                null,
                1,
                NOW,
                NOW));
  }

  @ParameterizedTest
  @EnumSource(CancelReason.class)
  void isCancelledForAnyReasonWhileItIsCreated(CancelReason reason) {
    var change = change(created.cancel(reason, NOW.plusSeconds(1)));
    assertThat(change.event().type()).isEqualTo(Events.ORDER_CANCELLED);
    Order cancelled = told(change);
    assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(cancelled.cancelReason()).isEqualTo(reason);
    assertThat(cancelled.version()).isEqualTo(2);
    assertThat(cancelled.updatedAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(cancelled.createdAt()).isEqualTo(NOW);
  }

  @Test
  void expiresAtItsTimeAndNotBefore() {
    assertRefused(created.expire(END.minusMillis(1)), ErrorCode.ORDER_NOT_CANCELLABLE);
    assertThat(row(created.expire(END)).cancelReason()).isEqualTo(CancelReason.EXPIRED);
    assertThat(row(created.expire(END.plusMillis(1))).cancelReason())
        .isEqualTo(CancelReason.EXPIRED);
  }

  @Test
  void comesUnderTheFenceWhenAuthorizedAndLockedInTime() {
    var change = change(created.awaitPayment(locked(), authorized(), END));
    assertThat(change.event().type()).isEqualTo(Events.ORDER_AWAITING_PAYMENT);
    Order awaiting = told(change);
    assertThat(awaiting.status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    assertThat(awaiting.captureBy()).isEqualTo(END.plus(Duration.ofMinutes(10)));
    assertThat(awaiting.expiresAt()).isEqualTo(END);
    assertRefused(
        created.awaitPayment(locked(), authorized(), END.plusMillis(1)),
        ErrorCode.ORDER_NOT_PAYABLE);
  }

  @Test
  void staysOutsideTheFenceUntilItsLockIsConfirmed() {
    assertRefused(created.awaitPayment(null, authorized(), NOW), ErrorCode.ORDER_NOT_PAYABLE);
    for (TicketStatus status : TicketStatus.values()) {
      boolean lockOfAnother = status == TicketStatus.LOCKED;
      var holder = lockOfAnother ? UUID.randomUUID() : created.id();
      assertRefused(
          created.awaitPayment(ticket(status, holder), authorized(), NOW),
          ErrorCode.ORDER_NOT_PAYABLE);
    }
    assertRefused(
        created.awaitPayment(ticket(TicketStatus.LOCKED, null), authorized(), NOW),
        ErrorCode.ORDER_NOT_PAYABLE);
  }

  @ParameterizedTest
  @EnumSource(value = ChargeStep.class, names = "AUTHORIZED", mode = Mode.EXCLUDE)
  void staysOutsideTheFenceUntilItsChargeIsAuthorized(ChargeStep step) {
    assertRefused(created.awaitPayment(locked(), charge(step), NOW), ErrorCode.ORDER_NOT_PAYABLE);
    assertRefused(created.awaitPayment(locked(), null, NOW), ErrorCode.ORDER_NOT_PAYABLE);
  }

  @Test
  void isDecidedByItsPaymentAloneUnderTheFence() {
    for (CancelReason reason : CancelReason.values()) {
      assertRefused(fenced.cancel(reason, END), ErrorCode.ORDER_NOT_CANCELLABLE);
    }
    assertRefused(fenced.expire(END.plusSeconds(60)), ErrorCode.ORDER_NOT_CANCELLABLE);
    assertRefused(fenced.awaitPayment(locked(), authorized(), NOW), ErrorCode.ORDER_NOT_PAYABLE);
    Order completed = row(fenced.complete(END.plusSeconds(60)));
    assertThat(completed.status()).isEqualTo(OrderStatus.COMPLETED);
    assertThat(completed.captureBy()).isEqualTo(fenced.captureBy());
    Order failed = row(fenced.paymentFailed(END.plusSeconds(60)));
    assertThat(failed.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(failed.cancelReason()).isEqualTo(CancelReason.PAYMENT_FAILED);
  }

  @Test
  void isNeverCompletedOutsideTheFence() {
    assertRefused(created.complete(NOW), ErrorCode.ORDER_NOT_PAYABLE);
  }

  @Test
  void isCancelledByAFailedPaymentBeforeTheFenceToo() {
    assertThat(row(created.paymentFailed(NOW)).cancelReason())
        .isEqualTo(CancelReason.PAYMENT_FAILED);
  }

  @Test
  void staysCompletedForGood() {
    assertFinal(row(fenced.complete(NOW)));
  }

  @Test
  void staysCancelledForGood() {
    assertFinal(row(created.cancel(CancelReason.BY_BUYER, NOW)));
  }

  private static void assertFinal(Order order) {
    assertRefused(order.cancel(CancelReason.BY_ADMIN, NOW), ErrorCode.ORDER_NOT_CANCELLABLE);
    assertRefused(order.expire(END.plusSeconds(1)), ErrorCode.ORDER_NOT_CANCELLABLE);
    assertRefused(order.paymentFailed(NOW), ErrorCode.ORDER_NOT_CANCELLABLE);
    assertRefused(order.complete(NOW), ErrorCode.ORDER_NOT_PAYABLE);
    var locked =
        new TicketCopy(
            TICKET.id(), TICKET.sellerId(), 2_000, "usd", TicketStatus.LOCKED, order.id(), 2);
    var authorized = new ChargeCopy(order.id(), UUID.randomUUID(), ChargeStep.AUTHORIZED, 2);
    assertRefused(order.awaitPayment(locked, authorized, NOW), ErrorCode.ORDER_NOT_PAYABLE);
  }

  /** Whatever is tried, in whatever order: versions without gap, one way through the states. */
  @Test
  void neverGoesBackwards() {
    for (int seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      Order order = created;
      for (int i = 0; i < 8; i++) {
        Decision<Order> decision = anything(random, order);
        if (decision instanceof Change<Order> change) {
          assertStep(seed, order, told(change));
          order = change.row();
        }
      }
    }
  }

  private static Decision<Order> anything(Random random, Order order) {
    Instant at = NOW.plusSeconds(random.nextLong(2 * LOCK.toSeconds()));
    var ticket =
        new TicketCopy(
            TICKET.id(),
            TICKET.sellerId(),
            2_000,
            "usd",
            any(random, TicketStatus.values()),
            random.nextBoolean() ? order.id() : null,
            2);
    var charge = new ChargeCopy(order.id(), BUYER, any(random, ChargeStep.values()), 2);
    return switch (random.nextInt(8)) {
      case 0 -> order.cancel(any(random, CancelReason.values()), at);
      case 1 -> order.expire(at);
      case 2 -> order.complete(at);
      case 3 -> order.paymentFailed(at);
      default -> order.awaitPayment(ticket, charge, at);
    };
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static void assertStep(int seed, Order before, Order after) {
    assertThat(after.version()).as("seed %d", seed).isEqualTo(before.version() + 1);
    boolean allowed =
        switch (before.status()) {
          case CREATED ->
              after.status() == OrderStatus.AWAITING_PAYMENT
                  || after.status() == OrderStatus.CANCELLED;
          case AWAITING_PAYMENT ->
              after.status() == OrderStatus.COMPLETED
                  || after.cancelReason() == CancelReason.PAYMENT_FAILED;
          case COMPLETED, CANCELLED -> false;
        };
    assertThat(allowed).as("seed %d: %s to %s", seed, before, after).isTrue();
    assertThat(after.cancelReason() != null)
        .as("seed %d", seed)
        .isEqualTo(after.status() == OrderStatus.CANCELLED);
    assertThat(after.price()).as("seed %d", seed).isEqualTo(before.price());
    assertThat(after.expiresAt()).as("seed %d", seed).isEqualTo(before.expiresAt());
  }

  private TicketCopy locked() {
    return ticket(TicketStatus.LOCKED, created.id());
  }

  private static TicketCopy ticket(TicketStatus status, @Nullable UUID orderId) {
    return new TicketCopy(TICKET.id(), TICKET.sellerId(), 2_000, "usd", status, orderId, 2);
  }

  private ChargeCopy authorized() {
    return charge(ChargeStep.AUTHORIZED);
  }

  private ChargeCopy charge(ChargeStep step) {
    return new ChargeCopy(created.id(), UUID.randomUUID(), step, 2);
  }

  private static Order row(Decision<Order> decision) {
    return told(change(decision));
  }

  private static Change<Order> change(Decision<Order> decision) {
    return decision.orThrow((code, why) -> new IllegalStateException(code + " " + why));
  }

  /** The row; its event tells all of it but the caller's own key. */
  private static Order told(Change<Order> change) {
    Order row = change.row();
    Event<?> event = change.event();
    assertThat(event.aggregateId()).isEqualTo(row.id());
    assertThat(event.version()).isEqualTo(row.version());
    assertThat(event.time()).isEqualTo(row.updatedAt());
    assertThat(event.state())
        .isEqualTo(
            new OrderState(
                row.id(),
                row.ticketId(),
                row.buyerId(),
                row.price(),
                row.status(),
                row.cancelReason(),
                row.lockNo(),
                row.expiresAt(),
                row.captureBy(),
                row.version(),
                row.createdAt(),
                row.updatedAt()));
    return row;
  }

  private static void assertRefused(Decision<Order> decision, ErrorCode code) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
