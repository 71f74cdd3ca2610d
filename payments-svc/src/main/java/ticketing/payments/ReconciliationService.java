package ticketing.payments;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.payments.DifferenceRepresentation;
import ticketing.contracts.payments.ReconciliationRepresentation;
import ticketing.payments.stripe.StripeBooks;
import ticketing.payments.stripe.StripePayment;

/** Compares the charges with Stripe's books. */
final class ReconciliationService {

  private static final Logger LOG = LoggerFactory.getLogger(ReconciliationService.class);
  private static final Duration LONGEST = Duration.ofDays(31);
  // Stripe began then; its clock and ours may differ a little.
  private static final Instant EARLIEST = Instant.parse("2011-01-01T00:00:00Z");
  private static final Duration AHEAD = Duration.ofDays(1);
  // What changed lately may be on its way.
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

  /**
   * How much one answer may cost.
   *
   * @param parts of Stripe's list, 100 payments each
   * @param others charges whose intents were not listed, and are read one by one
   */
  record Limits(int parts, int others) {}

  static final Limits LIMITS = new Limits(100, 100);

  // Each of Stripe's answers may take a minute, with tries. Under ReconcilerConfig's ten minutes.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final UUID LAST = new UUID(-1, -1);

  private final Jdbi jdbi;
  private final StripeBooks books;
  private final Runnable wakeWorker;
  private final Limits limits;
  private final InstantSource clock;
  // It may take a minute, and Stripe counts calls.
  private final Semaphore oneAtATime = new Semaphore(1);

  ReconciliationService(
      Jdbi jdbi, StripeBooks books, Runnable wakeWorker, Limits limits, InstantSource clock) {
    this.jdbi = jdbi;
    this.books = books;
    this.wakeWorker = wakeWorker;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Every difference of payments begun in a span of 31 days at most. Charges that differ are looked
   * at by the worker, too.
   *
   * @param asked its end; null: now
   */
  ReconciliationRepresentation compare(Instant from, @Nullable Instant asked) {
    Instant now = clock.instant();
    Instant to = asked == null ? now : asked;
    if (from.isBefore(EARLIEST)) {
      throw ProblemException.badInput("from", "must not be before " + EARLIEST);
    }
    if (to.isBefore(from)
        || Duration.between(from, to).compareTo(LONGEST) > 0
        || to.isAfter(now.plus(AHEAD))) {
      throw ProblemException.badInput("to", "must be within 31 days after from, and not to come");
    }
    if (!oneAtATime.tryAcquire()) {
      throw ProblemException.retryLater(
          ErrorCode.RATE_LIMITED, "another comparison is under way", 10);
    }
    try {
      return new Run(to).compare(from);
    } catch (IOException e) {
      LOG.warn("Stripe does not tell what it has: {}", e.toString());
      throw ProblemException.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE, "Stripe does not answer, try again", 10);
    } finally {
      oneAtATime.release();
    }
  }

  private final class Run {

    private final Instant to;
    private final Instant begun = clock.instant();
    private final Instant settledBefore = begun.minus(SETTLED_AFTER);
    private final Set<String> compared = new HashSet<>();
    private final List<DifferenceRepresentation> differences = new ArrayList<>();

    Run(Instant to) {
      this.to = to;
    }

    ReconciliationRepresentation compare(Instant asked) throws IOException {
      Instant from = compareOtherCharges(compareIntents(asked));
      lookAtThem();
      return new ReconciliationRepresentation(from, to, compared.size(), differences);
    }

    /** Newest first; tells how far it came. */
    private Instant compareIntents(Instant from) throws IOException {
      StripeBooks.Part part = books.made(from, to, null);
      compare(part.payments());
      for (int parts = 1; part.next() != null; parts++) {
        if (parts == limits.parts() || tookTooLong()) {
          return part.reached();
        }
        part = books.made(from, to, part.next());
        compare(part.payments());
      }
      return from;
    }

    private void compare(List<StripePayment> payments) {
      Map<String, Charge> known =
          jdbi.withExtension(ChargeDao.class, dao -> dao.ofIntents(payments));
      for (StripePayment payment : payments) {
        compare(known.get(payment.id()), payment);
        compared.add(payment.id());
      }
    }

    /** Charges whose intents were not listed, newest first; tells how far it came. */
    private Instant compareOtherCharges(Instant from) throws IOException {
      int others = 0;
      List<Charge> charges = made(from, to, LAST);
      while (!charges.isEmpty()) {
        for (Charge charge : charges) {
          String stripeId = charge.stripeId();
          if (stripeId != null && compared.add(stripeId)) {
            compare(charge, books.one(stripeId).orElse(null));
            if (++others == limits.others() || tookTooLong()) {
              return charge.createdAt();
            }
          }
        }
        Charge last = charges.getLast();
        charges = made(from, last.createdAt(), last.id());
      }
      return from;
    }

    private boolean tookTooLong() {
      return clock.instant().isAfter(begun.plus(PATIENCE));
    }

    private List<Charge> made(Instant from, Instant until, UUID before) {
      return jdbi.withExtension(
          ChargeDao.class, dao -> dao.made(from, until, before, StripeBooks.AT_ONCE));
    }

    private void lookAtThem() {
      jdbi.useTransaction(handle -> {
        var works = handle.attach(WorkDao.class);
        differences.stream()
            .flatMap(difference -> Stream.ofNullable(difference.chargeId()))
            .sorted()
            .forEach(works::lookNow);
        handle.afterCommit(wakeWorker);
      });
    }

    private void compare(@Nullable Charge charge, @Nullable StripePayment payment) {
      boolean onItsWay = charge != null && charge.updatedAt().isAfter(settledBefore);
      DifferenceRepresentation difference = onItsWay ? null : Comparison.of(charge, payment);
      if (difference != null) {
        differences.add(difference);
      }
    }
  }
}
