package ticketing.payments;

import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Event;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;

/** Which event tells of a charge at its step. */
final class ChargeEvents {

  private ChargeEvents() {}

  static Change<Charge> told(Charge charge) {
    var event =
        new Event<>(type(charge), charge.id(), charge.version(), charge.updatedAt(), state(charge));
    return new Change<>(charge, event);
  }

  private static EventType<ChargeState> type(Charge charge) {
    return switch (charge.step()) {
      case CREATED -> Events.CHARGE_CREATED;
      case OPEN, CONFIRMING, ACTION_REQUIRED, CAPTURING, VOIDING, REFUNDING ->
          Events.CHARGE_UPDATED;
      case AUTHORIZED -> Events.CHARGE_AUTHORIZED;
      case COMPLETED -> Events.CHARGE_COMPLETED;
      case FAILED -> Events.CHARGE_FAILED;
      case REFUNDED -> Events.CHARGE_REFUNDED;
    };
  }

  private static ChargeState state(Charge charge) {
    return new ChargeState(
        charge.id(),
        charge.orderId(),
        charge.buyerId(),
        charge.money(),
        charge.step(),
        charge.failureCode(),
        charge.stripeId(),
        charge.stripeRefundId(),
        charge.version(),
        charge.createdAt(),
        charge.updatedAt());
  }
}
