package ticketing.payments;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.observe.Step;
import ticketing.chassis.observe.Trace;
import ticketing.chassis.observe.Tracing;
import ticketing.contracts.ChargeStep;
import ticketing.payments.WorkDao.Work;
import ticketing.payments.stripe.Answer;
import ticketing.payments.stripe.Answer.CardError;
import ticketing.payments.stripe.Answer.Intent;
import ticketing.payments.stripe.Answer.Intent.Status;
import ticketing.payments.stripe.Answer.Refused;
import ticketing.payments.stripe.Answer.Silence;
import ticketing.payments.stripe.StripeCall;
import ticketing.payments.stripe.StripeGateway;

/**
 * What an instance does about a charge that it leased: step by step, until the charge has to wait
 * for something. It calls Stripe outside any transaction, and stores what came of it if the charge
 * is still the same.
 */
final class ChargeVisits {

  private static final Logger LOG = LoggerFactory.getLogger(ChargeVisits.class);
  private static final long MAX_BACKOFF_MILLIS = 30_000;

  private final Jdbi jdbi;
  private final EventLog log;
  private final StripeGateway stripe;
  private final boolean expectsWebhooks;
  private final InstantSource clock;
  private final Tracing tracing;

  ChargeVisits(
      Jdbi jdbi,
      EventLog log,
      StripeGateway stripe,
      boolean expectsWebhooks,
      InstantSource clock,
      Tracing tracing) {
    this.jdbi = jdbi;
    this.log = log;
    this.stripe = stripe;
    this.expectsWebhooks = expectsWebhooks;
    this.clock = clock;
    this.tracing = tracing;
  }

  /**
   * Works at the charge.
   *
   * @param stopping whether to leave the rest to whoever comes next
   */
  void visit(Work work, BooleanSupplier stopping) {
    // Whoever changed the charge last has it looked at.
    Trace cause = jdbi.withHandle(handle -> log.trace(handle, work.chargeId()));
    try (Step step = tracing.begin(Tracing.Kind.WORKS, "visit charge", cause);
        var within = step.trace().enter()) {
      new Visit(work, stopping).run();
    }
  }

  private final class Visit {

    private final Work work;
    private final BooleanSupplier stopping;
    private int answers;
    private int failures;
    private @Nullable Intent seen;
    private boolean hasAsked;

    Visit(Work work, BooleanSupplier stopping) {
      this.work = work;
      this.stopping = stopping;
      this.answers = work.answers();
      this.failures = work.failures();
    }

    void run() {
      boolean more = true;
      while (more) {
        Charge charge =
            jdbi.withExtension(ChargeDao.class, dao -> dao.byId(work.chargeId())).orElseThrow();
        more =
            switch (ChargeSteps.next(charge, answers, seen, clock.instant())) {
              case Todo.Ask(StripeCall call) -> ask(charge, call);
              case Todo.Store(Change<Charge> change) -> store(charge, change, false);
              case Todo.Rest(Duration time) -> leave(charge, false, time);
            };
      }
    }

    private boolean ask(Charge charge, StripeCall call) {
      // Others wait for one call's time only.
      if (hasAsked && !isStillOurs()) {
        return leave(charge, false, Duration.ZERO);
      }
      hasAsked = true;
      Answer answer = askStripe(call);
      logTrouble(charge, call, answer);
      seen = answer instanceof Intent intent ? intent : null;
      if (call instanceof StripeCall.Read) {
        return seen != null || leave(charge, false, Duration.ZERO);
      }
      boolean answered = answer.isFromStripe();
      Decision<Charge> decision = ChargeSteps.after(charge, answer, clock.instant());
      return decision instanceof Change<Charge> change
          ? store(charge, change, answered)
          : leave(charge, answered, Duration.ZERO);
    }

    private Answer askStripe(StripeCall call) {
      String name = "Stripe " + call.getClass().getSimpleName();
      try (Step step = tracing.begin(Tracing.Kind.ASKS, name, Trace.current())) {
        Answer answer = stripe.ask(call);
        if (!answer.isFromStripe()) {
          step.failed(answer.getClass().getSimpleName());
        }
        return answer;
      }
    }

    private boolean isStillOurs() {
      return jdbi.withExtension(WorkDao.class, dao -> dao.extend(work.chargeId(), work.lease()));
    }

    /** Tells whether there is more to do at once. */
    private boolean store(Charge read, Change<Charge> change, boolean answered) {
      answers += answered ? 1 : 0;
      return jdbi.inTransaction(handle -> store(handle, read, change, answered));
    }

    private boolean store(Handle handle, Charge read, Change<Charge> change, boolean answered) {
      var works = handle.attach(WorkDao.class);
      // In the order in which the listener of orders takes them.
      OrderCopy order = handle.attach(CopyDao.class).lockOrder(read.orderId()).orElseThrow();
      Charge current = handle.attach(ChargeDao.class).lock(read.id()).orElseThrow();
      works.count(read.id(), answered ? 1 : 0, true);
      if (current.version() != read.version()) {
        LOG.info("{} changed meanwhile, looking again", read);
        works.leave(read.id(), work.lease(), 0L);
        return false;
      }
      Instant now = clock.instant();
      Charge next = write(handle, change);
      // The order may have ended before there was anything to let go of, or to give back.
      if (next.hear(order, now) instanceof Change<Charge> heard) {
        next = write(handle, heard);
      }
      failures = 0;
      Todo todo = ChargeSteps.next(next, answers, seen, now);
      Long pause = todo instanceof Todo.Rest(Duration time) ? millis(time) : Long.valueOf(0);
      boolean more = !(todo instanceof Todo.Rest) && !stopping.getAsBoolean();
      boolean ours =
          more
              ? works.extend(read.id(), work.lease())
              : works.leave(read.id(), work.lease(), pause);
      if (!ours) {
        // Whoever is at it now may not have seen this, and leave it for good.
        works.lookNow(read.id());
      }
      return more && ours;
    }

    private static @Nullable Long millis(@Nullable Duration time) {
      return time == null ? null : Math.max(0, time.toMillis());
    }

    private Charge write(Handle handle, Change<Charge> change) {
      Charge next = change.row();
      if (next.refundError() != null) {
        LOG.error("Stripe cannot give {} back: {}", next, next.refundError());
      }
      handle.attach(ChargeDao.class).store(next);
      log.append(handle, change.event());
      Status reached = reached(next.step());
      if (expectsWebhooks && reached != null && next.stripeId() != null) {
        handle.attach(NewsDao.class).seen(next.stripeId(), reached);
      }
      return next;
    }

    private boolean leave(Charge charge, boolean answered, @Nullable Duration time) {
      Long millis = time == null ? null : Math.max(time.toMillis(), backoff(failures));
      jdbi.useTransaction(handle -> {
        var works = handle.attach(WorkDao.class);
        works.count(charge.id(), answered ? 1 : 0, false);
        works.leave(charge.id(), work.lease(), millis);
      });
      return false;
    }
  }

  /** The status that an intent reached with a step; null: the step is none of Stripe's. */
  private static @Nullable Status reached(ChargeStep step) {
    return switch (step) {
      case ACTION_REQUIRED -> Status.REQUIRES_ACTION;
      case AUTHORIZED -> Status.REQUIRES_CAPTURE;
      case COMPLETED -> Status.SUCCEEDED;
      case FAILED -> Status.CANCELED;
      case CREATED, OPEN, CONFIRMING, CAPTURING, VOIDING, REFUNDING, REFUNDED -> null;
    };
  }

  private static void logTrouble(Charge charge, StripeCall call, Answer answer) {
    String asked = call.getClass().getSimpleName();
    switch (answer) {
      case Refused(int status, String code, String message) ->
          LOG.warn(
              "Stripe refused {} of charge {} with {} {}: {}",
              asked,
              charge.id(),
              status,
              code,
              message);
      case Silence(String why) ->
          LOG.warn("No answer to {} of charge {}: {}", asked, charge.id(), why);
      case CardError error when call instanceof StripeCall.Confirm ->
          LOG.debug("{} of charge {}: {}", asked, charge.id(), error);
      case CardError error ->
          LOG.warn("Stripe refused {} of charge {}: {}", asked, charge.id(), error);
      case Intent fine -> {}
      case Answer.Refund fine -> {}
    }
  }

  private static long backoff(int failures) {
    long millis = Math.min(MAX_BACKOFF_MILLIS, 500L << Math.min(failures, 10));
    return millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
  }
}
