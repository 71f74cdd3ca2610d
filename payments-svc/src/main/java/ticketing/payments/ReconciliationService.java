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
import java.util.function.Function;
import java.util.stream.Collectors;
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
  private static final int MOST = 10_000;
  private static final int AT_ONCE = 100;
  // What changed lately may be on its way.
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final StripeBooks books;
  private final InstantSource clock;

  ReconciliationService(Jdbi jdbi, StripeBooks books, InstantSource clock) {
    this.jdbi = jdbi;
    this.books = books;
    this.clock = clock;
  }

  /**
   * Every difference of payments begun in a span of 31 days at most.
   *
   * @param asked its end; null: now
   */
  ReconciliationRepresentation compare(Instant from, @Nullable Instant asked) {
    Instant to = asked == null ? clock.instant() : asked;
    if (to.isBefore(from) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw ProblemException.badInput("to", "must be within 31 days after from");
    }
    try {
      return new Run(to).compare(from);
    } catch (IOException e) {
      LOG.warn("Stripe does not tell what it has: {}", e.toString());
      throw ProblemException.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE, "Stripe does not answer, try again", 10);
    }
  }

  private final class Run {

    private final Instant to;
    private final Instant settledBefore = clock.instant().minus(SETTLED_AFTER);
    private final Set<String> compared = new HashSet<>();
    private final List<DifferenceRepresentation> differences = new ArrayList<>();

    Run(Instant to) {
      this.to = to;
    }

    ReconciliationRepresentation compare(Instant asked) throws IOException {
      Instant from = compareIntents(asked);
      compareOtherCharges(from);
      return new ReconciliationRepresentation(from, to, compared.size(), differences);
    }

    /** Newest first; tells how far it came. */
    private Instant compareIntents(Instant from) throws IOException {
      StripeBooks.Part part = books.made(from, to, null);
      compare(part.payments());
      while (part.next() != null && compared.size() < MOST) {
        part = books.made(from, to, part.next());
        compare(part.payments());
      }
      return part.next() == null || part.payments().isEmpty()
          ? from
          : part.payments().getLast().createdAt();
    }

    private void compare(List<StripePayment> payments) {
      List<String> ids = payments.stream().map(StripePayment::id).toList();
      Map<String, Charge> known =
          jdbi.withExtension(ChargeDao.class, dao -> dao.ofIntents(ids)).stream()
              .collect(
                  Collectors.toMap(
                      charge -> String.valueOf(charge.stripeId()), Function.identity()));
      for (StripePayment payment : payments) {
        compare(known.get(payment.id()), payment);
        compared.add(payment.id());
      }
    }

    /** Charges whose intents were not among those listed. */
    private void compareOtherCharges(Instant from) throws IOException {
      UUID after = new UUID(0, 0);
      List<Charge> charges = made(from, after);
      while (!charges.isEmpty() && compared.size() < MOST) {
        for (Charge charge : charges) {
          String stripeId = charge.stripeId();
          if (stripeId != null && compared.add(stripeId)) {
            compare(charge, books.one(stripeId).orElse(null));
          }
        }
        charges = made(from, charges.getLast().id());
      }
    }

    private List<Charge> made(Instant from, UUID after) {
      return jdbi.withExtension(ChargeDao.class, dao -> dao.made(from, to, after, AT_ONCE));
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
