package ticketing.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision.Change;
import ticketing.contracts.ChargeStep;
import ticketing.model.Cells;
import ticketing.model.StripeAccount;
import ticketing.model.World;
import ticketing.payments.Visit.Stage;
import ticketing.payments.stripe.Answer;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.StripeCall;

/** What {@code ChargeVisits} does, cut wherever somebody else may come in between. */
public final class Visits {

  private static final Duration SECONDS = Duration.ofSeconds(1);

  private final World world;
  private final PaymentsInMemory tables;
  private final int number;

  public Visits(World world, int order) {
    this.world = world;
    this.tables = new PaymentsInMemory(world);
    this.number = order;
  }

  public List<Visit> all() {
    List<Visit> visits = world.get(Cells.VISITS.get(number));
    return visits == null ? List.of() : visits;
  }

  public boolean isDue() {
    return tables.work(number).isDue(world.nowElsewhere());
  }

  /** Whether the lease of somebody who is not there any more goes on. */
  public boolean isLeasedByNobody() {
    ChargeWork work = tables.work(number);
    return work.leased() && !work.ended() && all().stream().noneMatch(v -> work.isOf(v.lease()));
  }

  public boolean isLeased() {
    return tables.work(number).leased() && !tables.work(number).ended();
  }

  public void endLease() {
    tables.put(number, tables.work(number).end());
  }

  /** Leases the charge, and reads it: what comes between comes to the same before. */
  public void begin() {
    ChargeWork work = tables.work(number).leaseAgain();
    tables.put(number, work);
    List<Visit> visits = new ArrayList<>(all());
    visits.add(read(Visit.begun(work.lease(), work.answers())));
    put(visits);
  }

  public void forgetAll() {
    put(List.of());
  }

  /** What this visit is about to ask Stripe; null: it is at something else. */
  public @Nullable StripeCall call(int slot) {
    return all().get(slot).stage() instanceof Stage.Asking(Charge read, StripeCall call)
        ? call
        : null;
  }

  /** What it is at, for stories. */
  public String words(int slot) {
    return switch (all().get(slot).stage()) {
      case Stage.Reading reading -> "reads it";
      case Stage.Asking asking -> "asks Stripe";
      case Stage.Storing(Charge read, Change<Charge> change, boolean answered) ->
          "stores " + change.row().step() + " if it is still " + read.step();
      case Stage.Leaving leaving -> "leaves it";
    };
  }

  /** Whether Stripe has news of it: what a webhook, or the next look, would tell. */
  public boolean isBehind() {
    Charge charge = world.row(Cells.CHARGE.get(number));
    StripeAccount account = world.get(Cells.STRIPE.get(number));
    boolean waits =
        charge.step() == ChargeStep.ACTION_REQUIRED
            || charge.step() == ChargeStep.AUTHORIZED
            || charge.step() == ChargeStep.OPEN
            || charge.step() == ChargeStep.COMPLETED
            || charge.step() == ChargeStep.REFUNDING;
    return waits
        && account != null
        && !ChargeWork.AT_ONCE.equals(tables.work(number).lookAt())
        && account.hasNews(charge.stripeId(), reached(charge.step()));
  }

  private static @Nullable Status reached(ChargeStep step) {
    return switch (step) {
      case ACTION_REQUIRED -> Status.REQUIRES_ACTION;
      case AUTHORIZED -> Status.REQUIRES_CAPTURE;
      case COMPLETED -> Status.SUCCEEDED;
      case CREATED, OPEN, CONFIRMING, CAPTURING, VOIDING, FAILED, REFUNDING, REFUNDED -> null;
    };
  }

  public void answer(int slot, Answer answer) {
    Visit visit = all().get(slot);
    if (visit.stage() instanceof Stage.Asking(Charge read, StripeCall call)) {
      become(slot, understood(visit, read, call, answer));
    }
  }

  /** Takes the visit's next step, other than a call. */
  public void step(int slot) {
    Visit visit = all().get(slot);
    become(
        slot,
        switch (visit.stage()) {
          case Stage.Reading reading -> read(visit);
          case Stage.Asking asking -> throw new IllegalStateException("Stripe is to be asked");
          case Stage.Storing(Charge read, Change<Charge> change, boolean answered) ->
              storedOrRolledBack(visit, read, change, answered);
          case Stage.Leaving(boolean answered, Duration rest) -> {
            count(answered);
            boolean unused = leave(visit, rest == null ? null : later(rest));
            yield null;
          }
        });
  }

  private Visit read(Visit visit) {
    Charge charge = world.row(Cells.CHARGE.get(number));
    return switch (ChargeSteps.next(charge, visit.answers(), visit.seen(), world.nowElsewhere())) {
      case Todo.Ask(StripeCall call) ->
          !visit.hasAsked() || extend(visit)
              ? visit.at(new Stage.Asking(charge, call))
              : visit.at(new Stage.Leaving(false, Duration.ZERO));
      case Todo.Store(Change<Charge> change) -> visit.at(new Stage.Storing(charge, change, false));
      case Todo.Rest(Duration time) -> visit.at(new Stage.Leaving(false, time));
    };
  }

  private Visit understood(Visit visit, Charge read, StripeCall call, Answer answer) {
    Intent seen = answer instanceof Intent intent ? intent : null;
    return visit.saw(seen, understood(read, call, answer));
  }

  private Stage understood(Charge read, StripeCall call, Answer answer) {
    if (call instanceof StripeCall.Read) {
      return answer instanceof Intent
          ? new Stage.Reading()
          : new Stage.Leaving(false, Duration.ZERO);
    }
    boolean answered = answer.isFromStripe();
    return ChargeSteps.after(read, answer, world.nowElsewhere()) instanceof Change<Charge> change
        ? new Stage.Storing(read, change, answered)
        : new Stage.Leaving(answered, Duration.ZERO);
  }

  /** What is thrown ends the visit; its lease goes on until it runs out. */
  private @Nullable Visit storedOrRolledBack(
      Visit visit, Charge read, Change<Charge> change, boolean answered) {
    World savepoint = world.copy();
    try {
      return stored(visit, read, change, answered);
    } catch (IllegalStateException rollback) {
      world.returnTo(savepoint);
      return null;
    }
  }

  private @Nullable Visit stored(
      Visit visit, Charge read, Change<Charge> change, boolean answered) {
    OrderCopy order = Objects.requireNonNull(tables.order(number));
    count(answered);
    if (world.row(Cells.CHARGE.get(number)).version() != read.version()) {
      boolean unused = leave(visit, ChargeWork.AT_ONCE);
      return null;
    }
    Instant now = world.nowElsewhere();
    tables.store(change);
    Charge next = change.row();
    if (next.hear(order, now) instanceof Change<Charge> heard) {
      tables.store(heard);
      next = heard.row();
    }
    int answers = visit.answers() + (answered ? 1 : 0);
    Todo todo = ChargeSteps.next(next, answers, visit.seen(), now);
    boolean ours =
        todo instanceof Todo.Rest(Duration time)
            ? leave(visit, time == null ? null : later(time))
            : extend(visit);
    if (!ours) {
      tables.put(number, tables.work(number).lookNow());
    }
    return ours && !(todo instanceof Todo.Rest)
        ? visit.counted(answered ? 1 : 0, new Stage.Reading())
        : null;
  }

  private boolean extend(Visit visit) {
    ChargeWork work = tables.work(number);
    if (!work.isOf(visit.lease())) {
      return false;
    }
    tables.put(number, work.extend());
    return true;
  }

  private void count(boolean answered) {
    tables.put(number, tables.work(number).count(answered));
  }

  private boolean leave(Visit visit, @Nullable Instant later) {
    ChargeWork work = tables.work(number);
    boolean ours = work.isOf(visit.lease());
    if (ours) {
      tables.put(number, work.leave(later));
    }
    return ours;
  }

  /** Pauses of seconds are over whenever somebody looks. */
  private Instant later(Duration rest) {
    return rest.compareTo(SECONDS) <= 0 ? ChargeWork.AT_ONCE : world.nowElsewhere().plus(rest);
  }

  private void become(int slot, @Nullable Visit next) {
    List<Visit> visits = new ArrayList<>(all());
    if (next == null) {
      visits.remove(slot);
    } else {
      visits.set(slot, next);
    }
    put(visits);
  }

  private void put(List<Visit> visits) {
    world.set(Cells.VISITS.get(number), visits.isEmpty() ? null : List.copyOf(visits));
  }
}
