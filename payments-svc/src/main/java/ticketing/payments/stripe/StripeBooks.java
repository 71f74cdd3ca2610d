package ticketing.payments.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeSearchResult;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.service.PaymentIntentService;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Stripe has in its books of this installation: an account may serve several. */
public final class StripeBooks {

  /**
   * A part of a list.
   *
   * @param payments this installation's; a part may have none and still not be the last
   * @param reached when the last that is listed was made, ours or not
   * @param next what to go on with; null at the end
   */
  public record Part(List<StripePayment> payments, Instant reached, @Nullable String next) {}

  /** A call of stripe-java's. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws StripeException;
  }

  /** How many payments a part has at most. */
  public static final int AT_ONCE = 100;

  // Reading twice does no harm.
  private static final int RETRIES = 2;

  private final PaymentIntentService intents;
  private final String installation;

  public StripeBooks(StripeConfig config) {
    this.intents = config.client(RETRIES).v1().paymentIntents();
    this.installation = config.installation();
  }

  /**
   * Intents made in a span of time, newest first.
   *
   * @param after where the part before ended
   * @throws IOException when Stripe does not answer so
   */
  public Part made(Instant from, Instant to, @Nullable String after) throws IOException {
    var params =
        PaymentIntentListParams.builder()
            .setCreated(
                PaymentIntentListParams.Created.builder()
                    .setGte(from.getEpochSecond())
                    .setLte(to.getEpochSecond())
                    .build())
            .setLimit((long) AT_ONCE)
            .setStartingAfter(after)
            .addExpand("data.latest_charge.refunds")
            .build();
    StripeCollection<PaymentIntent> list = reading(() -> intents.list(params));
    return part(list.getData(), from, list.getHasMore() ? list.getData().getLast().getId() : null);
  }

  /**
   * Intents older than {@code before} that hold money. What changed lately, within a minute as a
   * rule, may be listed as it was (https://docs.stripe.com/search#data-freshness).
   *
   * @param page where the part before ended
   * @throws IOException when Stripe does not answer so
   */
  public Part held(Instant before, @Nullable String page) throws IOException {
    var params =
        PaymentIntentSearchParams.builder()
            .setQuery(
                "status:\"requires_capture\" AND metadata[\"installation\"]:\"%s\" AND created<%d"
                    .formatted(installation, before.getEpochSecond()))
            .setLimit((long) AT_ONCE)
            .setPage(page)
            .build();
    StripeSearchResult<PaymentIntent> found = reading(() -> intents.search(params));
    return part(found.getData(), before, found.getHasMore() ? found.getNextPage() : null);
  }

  /**
   * One, with this id.
   *
   * @throws IOException when Stripe does not answer so
   */
  public Optional<StripePayment> one(String id) throws IOException {
    var params = PaymentIntentRetrieveParams.builder().addExpand(StripeGateway.REFUNDS).build();
    try {
      return Optional.of(payment(intents.retrieve(id, params)));
    } catch (StripeException e) {
      if ("resource_missing".equals(e.getCode())) {
        return Optional.empty();
      }
      throw new IOException(Answers.why(e));
    }
  }

  private Part part(List<PaymentIntent> listed, Instant otherwise, @Nullable String next) {
    Instant reached = listed.isEmpty() ? otherwise : createdAt(listed.getLast());
    return new Part(ours(listed), reached, next);
  }

  private List<StripePayment> ours(List<PaymentIntent> listed) {
    return listed.stream()
        .filter(intent -> installation.equals(intent.getMetadata().get(StripeGateway.INSTALLATION)))
        .map(StripeBooks::payment)
        .toList();
  }

  private static StripePayment payment(PaymentIntent intent) {
    Charge charge = intent.getLatestChargeObject();
    return new StripePayment(
        intent.getId(),
        Answers.status(intent),
        intent.getAmount(),
        intent.getCurrency(),
        intent.getAmountReceived(),
        refunded(charge),
        Answers.refund(charge),
        createdAt(intent));
  }

  private static Instant createdAt(PaymentIntent intent) {
    return Instant.ofEpochSecond(intent.getCreated());
  }

  /** What was only held and let go counts as refunded at Stripe, but nothing was given back. */
  private static long refunded(@Nullable Charge charge) {
    return charge == null || !charge.getCaptured() ? 0 : charge.getAmountRefunded();
  }

  private static <T> T reading(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (StripeException e) {
      throw new IOException(Answers.why(e));
    }
  }
}
