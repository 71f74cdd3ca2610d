package ticketing.payments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.OrderState;
import ticketing.model.Cells;
import ticketing.model.Names;
import ticketing.model.World;

/** The doors of payments-svc: each method is one transaction of its decisions on its tables. */
public final class PaymentsDoors {

  private final World world;
  private final PaymentsInMemory tables;

  public PaymentsDoors(World world) {
    this.world = world;
    this.tables = new PaymentsInMemory(world);
  }

  /** A request to pay: makes the charge, or takes another card after a mistyped one. */
  public void pay(int number, String card) {
    OrderCopy order = tables.order(number);
    if (order == null || order.status() != OrderStatus.CREATED || isPast(order.expiresAt())) {
      return;
    }
    Charge before = tables.charge(number);
    if (before == null) {
      tables.insert(Charge.create(Names.chargeId(number), order, card, null, now()));
      lookNow(number);
    } else {
      apply(number, before.payWith(card, null, now()));
    }
  }

  public void hear(Event<?> event) {
    if (event.state() instanceof OrderState state) {
      OrderCopy order = OrderCopy.of(state);
      tables.put(order);
      int number = Cells.number(order.id());
      Charge charge = tables.charge(number);
      if (charge != null) {
        apply(number, charge.hear(order, now()));
      }
    }
  }

  /** An admin gives the money back. */
  public void refund(int number) {
    Charge charge = tables.charge(number);
    if (charge != null) {
      apply(number, charge.refund(now()));
    }
  }

  /** A webhook, or a poll: its payload is not looked at. */
  public void lookNow(int number) {
    tables.put(number, tables.work(number).lookNow());
  }

  /** Whether a press on pay would do something. */
  public boolean isPayable(int number) {
    OrderCopy order = tables.order(number);
    Charge charge = tables.charge(number);
    return order != null
        && order.status() == OrderStatus.CREATED
        && (charge == null || charge.isWaitingForPaymentMethod());
  }

  /** When something about the order's charge may be decided otherwise, by this service's clock. */
  public List<Instant> moments(int number) {
    Charge charge = tables.charge(number);
    List<Instant> moments = new ArrayList<>();
    if (charge == null) {
      return moments;
    }
    if (charge.isLive()) {
      moments.add(charge.expiresAt().plus(Charge.GRACE).plusMillis(1));
    }
    if (charge.step() == ChargeStep.CAPTURING && charge.captureBy() != null) {
      moments.add(charge.captureBy().plusMillis(1));
    }
    return moments;
  }

  /** When somebody looks at the order's charge by himself; null: not until something is heard. */
  public @Nullable Instant nextLook(int number) {
    return tables.work(number).lookAt();
  }

  /** Whether the copy is what the owner's row would give. */
  public static boolean isCopy(@Nullable OrderCopy copy, OrderState order) {
    return OrderCopy.of(order).equals(copy);
  }

  /** Whether something is still to be done about it. */
  public static boolean isUnderWay(Charge charge) {
    boolean stuck = charge.step() == ChargeStep.REFUNDING && charge.refundError() != null;
    return charge.isLive()
        || charge.step() == ChargeStep.VOIDING
        || (charge.step() == ChargeStep.REFUNDING && !stuck);
  }

  private void apply(int number, Decision<Charge> decision) {
    switch (decision) {
      case Change<Charge> change -> {
        tables.store(change);
        lookNow(number);
      }
      case Refusal<Charge> nothing -> {}
    }
  }

  private boolean isPast(Instant moment) {
    return now().isAfter(moment);
  }

  private Instant now() {
    return world.nowElsewhere();
  }
}
