package ticketing.orders;

import java.util.UUID;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.events.ChargeState;

/** A row of {@code charge_copies}: what an order needs to know of payments-svc's row. */
public record ChargeCopy(UUID orderId, UUID id, ChargeStep step, int version) {

  static ChargeCopy of(ChargeState charge) {
    return new ChargeCopy(charge.orderId(), charge.id(), charge.step(), charge.version());
  }
}
