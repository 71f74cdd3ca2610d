package ticketing.orders;

import java.time.Instant;
import java.util.UUID;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;

/** An order's charge as payments-svc would tell of it, a version after the other. */
final class TestCharge {

  private static final Instant CREATED_AT = Instant.parse("2026-11-24T10:00:00Z");

  private final UUID id = Ids.next();
  private final UUID orderId;
  private int version;

  TestCharge(UUID orderId) {
    this.orderId = orderId;
  }

  /** The next version, at this step. */
  Event<ChargeState> at(ChargeStep step) {
    version++;
    Instant now = CREATED_AT.plusSeconds(version);
    var state =
        new ChargeState(
            id,
            orderId,
            Ids.next(),
            TestTicket.PRICE,
            step,
            step == ChargeStep.FAILED ? "card_declined" : null,
            null,
            null,
            version,
            CREATED_AT,
            now);
    return new Event<>(type(step), id, version, now, state);
  }

  private static EventType<ChargeState> type(ChargeStep step) {
    return switch (step) {
      case CREATED -> Events.CHARGE_CREATED;
      case OPEN, CONFIRMING, ACTION_REQUIRED, CAPTURING, VOIDING, REFUNDING ->
          Events.CHARGE_UPDATED;
      case AUTHORIZED -> Events.CHARGE_AUTHORIZED;
      case COMPLETED -> Events.CHARGE_COMPLETED;
      case FAILED -> Events.CHARGE_FAILED;
      case REFUNDED -> Events.CHARGE_REFUNDED;
    };
  }
}
