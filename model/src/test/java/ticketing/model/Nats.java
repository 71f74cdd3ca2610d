package ticketing.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Event;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.events.ChargeState;

/**
 * Relays publish, NATS delivers: each event that is in its stream may come to each hearer at any
 * time, in any order, and again and again, as after a lost acknowledgement or a crash before it.
 */
final class Nats implements Actor {

  private static final Set<ChargeStep> QUIET =
      EnumSet.of(
          ChargeStep.CREATED, ChargeStep.OPEN, ChargeStep.CONFIRMING, ChargeStep.ACTION_REQUIRED);

  record Publishes(Cell<Told> told, int version) implements Action {

    @Override
    public void on(World world) {
      world.set(told, world.told(told).published(version));
    }

    @Override
    public String story(World before) {
      return "the relay publishes version " + version + " of the " + told;
    }
  }

  /** NATS loses the end of a stream; the relay finds it pending again. */
  record Loses(Cell<Told> told, int version) implements Action {

    @Override
    public void on(World world) {
      world.spend(Deed.LOSS_BY_NATS);
      world.set(told, world.told(told).lostFrom(version));
    }

    @Override
    public int likelihood() {
      return 1;
    }

    @Override
    public String story(World before) {
      return "NATS loses the " + told + " from version " + version + " on";
    }
  }

  /** A batch of a row's versions: one transaction. */
  record Delivers(int hearing, int from, int version) implements Action {

    @Override
    public void on(World world) {
      Hearing.ALL.get(hearing).hear(world, IntStream.rangeClosed(from, version).boxed().toList());
    }

    @Override
    public int likelihood() {
      return 6;
    }

    @Override
    public String story(World before) {
      return Hearing.ALL.get(hearing).service()
          + " hears version "
          + (from == version ? version : from + " to " + version)
          + " of "
          + Hearing.ALL.get(hearing).row();
    }
  }

  /** Two seconds pass for what is kept back. */
  record Waits(int hearing) implements Action {

    @Override
    public void on(World world) {
      Hearing.ALL.get(hearing).retryDue(world);
    }

    @Override
    public String story(World before) {
      return Hearing.ALL.get(hearing).service()
          + " waits no longer for what is missing of "
          + Hearing.ALL.get(hearing).row();
    }
  }

  /** A version comes without the one before, and that does not come in time. */
  record DeliversAlone(int hearing, int version) implements Action {

    @Override
    public void on(World world) {
      Hearing.ALL.get(hearing).hear(world, List.of(version));
      Hearing.ALL.get(hearing).retryDue(world);
    }

    @Override
    public String story(World before) {
      return Hearing.ALL.get(hearing).service()
          + " hears version "
          + version
          + " of "
          + Hearing.ALL.get(hearing).row()
          + " and waits in vain for the one before";
    }
  }

  @Override
  public void may(World world, List<Action> actions) {
    for (Hearing hearing : Hearing.ALL) {
      Told told = world.get(hearing.told());
      if (told != null && (world.scope().pays() || !hearing.service().equals("payments-svc"))) {
        mayHear(world, hearing, told, actions);
      }
    }
    if (world.scope().relay()) {
      mayRelay(world, Cells.TICKET_TOLD, actions);
      Cells.ORDER_TOLD.forEach(cell -> mayRelay(world, cell, actions));
      Cells.CHARGE_TOLD.forEach(cell -> mayRelay(world, cell, actions));
    }
  }

  private static void mayHear(World world, Hearing hearing, Told told, List<Action> actions) {
    var heard = hearing.heard(world);
    int from = heard.version() + 1;
    boolean later = false;
    for (int version = 1; version <= told.last(); version++) {
      if (!told.isPublished(version)) {
        continue;
      }
      if (world.scope().relay() || version < from) {
        actions.add(new Delivers(hearing.number(), version, version));
      } else if (!isQuiet(told.event(version))) {
        actions.add(
            later
                ? new DeliversAlone(hearing.number(), version)
                : new Delivers(hearing.number(), from, version));
        later = true;
      }
    }
    if (heard.keepsBack()) {
      actions.add(new Waits(hearing.number()));
    }
  }

  /**
   * Whether its hearer decides the same whether it has heard it or not: where events are not
   * relayed one by one, it is heard together with the next that is not quiet.
   */
  private static boolean isQuiet(Event<?> event) {
    return event.state() instanceof ChargeState charge && QUIET.contains(charge.step());
  }

  private static void mayRelay(World world, Cell<Told> cell, List<Action> actions) {
    Told told = world.get(cell);
    if (told == null) {
      return;
    }
    if (told.pending() > 0) {
      actions.add(new Publishes(cell, told.pending()));
    }
    if (world.allows(Deed.LOSS_BY_NATS) && told.lastPublished() > 0) {
      actions.add(new Loses(cell, told.lastPublished()));
      actions.add(new Loses(cell, 1));
    }
  }

  @Override
  public @Nullable Action must(World world) {
    for (Hearing hearing : Hearing.ALL) {
      Told told = world.get(hearing.told());
      if (told == null) {
        continue;
      }
      if (told.pending() > 0) {
        return new Publishes(hearing.told(), told.pending());
      }
      var heard = hearing.heard(world);
      if (heard.keepsBack()) {
        return new Waits(hearing.number());
      }
      if (heard.version() < told.last()) {
        int next = heard.version() + 1;
        return new Delivers(hearing.number(), next, next);
      }
    }
    return null;
  }
}
