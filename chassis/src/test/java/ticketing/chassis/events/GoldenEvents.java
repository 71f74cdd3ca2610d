package ticketing.chassis.events;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.ExpirationDue;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.SessionState;
import ticketing.contracts.events.TicketState;
import ticketing.contracts.events.TicketState.Refusal;
import ticketing.contracts.events.UserState;

/**
 * What the examples under {@code golden/} must be read as. The files are as services once told
 * them; streams keep such events, so that they stay as they are, for good. A state that gets a new
 * field has null for it here.
 */
final class GoldenEvents {

  private static final UUID USER = UUID.fromString("01938d3c-5a00-7000-8000-000000000001");
  private static final UUID TICKET = UUID.fromString("01938d3c-5a00-7000-8000-000000000002");
  private static final UUID ORDER = UUID.fromString("01938d3c-5a00-7000-8000-000000000003");
  private static final UUID CHARGE = UUID.fromString("01938d3c-5a00-7000-8000-000000000004");
  private static final UUID BUYER = UUID.fromString("01938d3c-5a00-7000-8000-000000000005");
  private static final UUID SESSION = UUID.fromString("01938d3c-5a00-7000-8000-000000000006");
  private static final Instant CREATED = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant UPDATED = Instant.parse("2026-11-24T12:00:01.123456Z");
  private static final Instant EXPIRES = Instant.parse("2026-11-24T12:15:00.5Z");
  private static final Instant CAPTURE_BY = Instant.parse("2026-11-24T12:25:01.123Z");
  private static final Money PRICE = new Money(12_050, "usd");

  private final Map<String, Event<?>> events = new LinkedHashMap<>();

  private GoldenEvents() {}

  /** By file, {@code <kind>/<n>.json}. */
  static Map<String, Event<?>> all() {
    var golden = new GoldenEvents();
    golden.identity();
    golden.tickets();
    golden.orders();
    golden.charges();
    return golden.events;
  }

  private void identity() {
    add(1, Events.USER_SIGNED_UP, USER, 1, new UserState(USER, "user", null, 1, CREATED, CREATED));
    add(1, Events.USER_UPDATED, USER, 2, new UserState(USER, "admin", null, 2, CREATED, UPDATED));
    add(2, Events.USER_UPDATED, USER, 3, new UserState(USER, "user", UPDATED, 3, CREATED, UPDATED));
    add(1, Events.SESSION_ENDED, SESSION, 2, new SessionState(SESSION, USER, UPDATED, 2));
  }

  private void tickets() {
    ticket(1, Events.TICKET_CREATED, 1, TicketStatus.AVAILABLE, null, 0, null, null);
    ticket(1, Events.TICKET_UPDATED, 2, TicketStatus.LOCKED, ORDER, 1, EXPIRES, null);
    ticket(2, Events.TICKET_UPDATED, 3, TicketStatus.SOLD, ORDER, 1, null, null);
    ticket(3, Events.TICKET_UPDATED, 3, TicketStatus.AVAILABLE, null, 1, null, null);
    ticket(4, Events.TICKET_UPDATED, 4, TicketStatus.WITHDRAWN, null, 1, null, null);
    ticket(
        5,
        Events.TICKET_UPDATED,
        5,
        TicketStatus.WITHDRAWN,
        null,
        2,
        null,
        new Refusal(ORDER, CancelReason.TICKET_WITHDRAWN));
    ticket(
        6,
        Events.TICKET_UPDATED,
        2147483647,
        TicketStatus.AVAILABLE,
        null,
        2147483647,
        null,
        new Refusal(ORDER, CancelReason.PRICE_CHANGED));
    ticket(7, Events.TICKET_UPDATED, 3, TicketStatus.WITHDRAWN, null, 1, null, null, UPDATED);
  }

  private void orders() {
    order(1, Events.ORDER_CREATED, 1, OrderStatus.CREATED, null, null);
    order(1, Events.ORDER_AWAITING_PAYMENT, 2, OrderStatus.AWAITING_PAYMENT, null, CAPTURE_BY);
    order(1, Events.ORDER_COMPLETED, 3, OrderStatus.COMPLETED, null, CAPTURE_BY);
    int n = 1;
    for (CancelReason reason :
        new CancelReason[] {
          CancelReason.BY_BUYER,
          CancelReason.EXPIRED,
          CancelReason.PAYMENT_FAILED,
          CancelReason.PRICE_CHANGED,
          CancelReason.TICKET_WITHDRAWN,
          CancelReason.BY_ADMIN
        }) {
      order(n++, Events.ORDER_CANCELLED, 2, OrderStatus.CANCELLED, reason, null);
    }
    order(
        n,
        Events.ORDER_CANCELLED,
        3,
        OrderStatus.CANCELLED,
        CancelReason.PAYMENT_FAILED,
        CAPTURE_BY);
    var due = new ExpirationDue(ORDER, EXPIRES);
    add(1, Events.EXPIRATION_DUE, ORDER, Event.HINT, due);
    events.put(
        "expiration.due/2.json",
        new Event<>(
            Events.EXPIRATION_DUE,
            ORDER,
            Event.HINT,
            UPDATED,
            due,
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
  }

  private void charges() {
    String intent = "pi_3QOtXY2eZvKYlo2C1A2b3C4d";
    charge(1, Events.CHARGE_CREATED, 1, ChargeStep.CREATED, null, null, null);
    charge(1, Events.CHARGE_UPDATED, 2, ChargeStep.OPEN, null, intent, null);
    charge(2, Events.CHARGE_UPDATED, 3, ChargeStep.CONFIRMING, null, intent, null);
    charge(3, Events.CHARGE_UPDATED, 4, ChargeStep.ACTION_REQUIRED, null, intent, null);
    charge(4, Events.CHARGE_UPDATED, 5, ChargeStep.CAPTURING, null, intent, null);
    charge(5, Events.CHARGE_UPDATED, 5, ChargeStep.VOIDING, "card_declined", intent, null);
    charge(6, Events.CHARGE_UPDATED, 7, ChargeStep.REFUNDING, null, intent, null);
    charge(1, Events.CHARGE_AUTHORIZED, 4, ChargeStep.AUTHORIZED, null, intent, null);
    charge(1, Events.CHARGE_COMPLETED, 6, ChargeStep.COMPLETED, null, intent, null);
    charge(1, Events.CHARGE_FAILED, 6, ChargeStep.FAILED, "insufficient_funds", intent, null);
    charge(2, Events.CHARGE_FAILED, 3, ChargeStep.FAILED, null, null, null);
    String refund = "re_3QOtXY2eZvKYlo2C1Z9y8X7w";
    charge(1, Events.CHARGE_REFUNDED, 8, ChargeStep.REFUNDED, null, intent, refund);
  }

  private void ticket(
      int n,
      EventType<TicketState> type,
      int version,
      TicketStatus status,
      @Nullable UUID orderId,
      int lockNo,
      @Nullable Instant lockedUntil,
      @Nullable Refusal refusal) {
    ticket(n, type, version, status, orderId, lockNo, lockedUntil, refusal, null);
  }

  private void ticket(
      int n,
      EventType<TicketState> type,
      int version,
      TicketStatus status,
      @Nullable UUID orderId,
      int lockNo,
      @Nullable Instant lockedUntil,
      @Nullable Refusal refusal,
      @Nullable Instant takenDownAt) {
    add(
        n,
        type,
        TICKET,
        version,
        new TicketState(
            TICKET,
            USER,
            "Größe 1: \"front\" row, 最前列 🎟",
            PRICE,
            status,
            orderId,
            lockNo,
            lockedUntil,
            refusal,
            takenDownAt,
            version,
            CREATED,
            UPDATED));
  }

  private void order(
      int n,
      EventType<OrderState> type,
      int version,
      OrderStatus status,
      @Nullable CancelReason reason,
      @Nullable Instant captureBy) {
    add(
        n,
        type,
        ORDER,
        version,
        new OrderState(
            ORDER, TICKET, BUYER, PRICE, status, reason, 1, EXPIRES, captureBy, version, CREATED,
            UPDATED));
  }

  private void charge(
      int n,
      EventType<ChargeState> type,
      int version,
      ChargeStep step,
      @Nullable String failureCode,
      @Nullable String stripeId,
      @Nullable String refundId) {
    add(
        n,
        type,
        CHARGE,
        version,
        new ChargeState(
            CHARGE,
            ORDER,
            BUYER,
            PRICE,
            step,
            failureCode,
            stripeId,
            refundId,
            version,
            CREATED,
            UPDATED));
  }

  private <T> void add(int n, EventType<T> type, UUID id, int version, T state) {
    events.put(type.name() + "/" + n + ".json", new Event<>(type, id, version, UPDATED, state));
  }
}
