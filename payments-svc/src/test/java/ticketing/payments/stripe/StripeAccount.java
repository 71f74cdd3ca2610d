package ticketing.payments.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.param.ChargeListParams;
import com.stripe.param.PaymentIntentListParams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import ticketing.dev.stripe.Settings;
import ticketing.dev.stripe.StandIn;

/** An account at the stand-in, as its owner sees it in Stripe's dashboard. */
public final class StripeAccount implements AutoCloseable {

  /** As many as Stripe lists at once. */
  private static final long MOST = 100;

  /**
   * A payment intent.
   *
   * @param held in minor units
   * @param captured in minor units
   * @param attempts how often a card was charged
   */
  public record Payment(
      String id,
      String status,
      long amount,
      String currency,
      long held,
      long captured,
      int attempts,
      String installation,
      String chargeId) {}

  /** A call to Stripe. */
  @FunctionalInterface
  private interface Call<T> {
    T make() throws StripeException;
  }

  private final StandIn standIn;
  private final StripeClient client;

  private StripeAccount(StandIn standIn) {
    this.standIn = standIn;
    this.client =
        StripeClient.builder()
            .setApiKey(Settings.DEFAULT_SECRET_KEY)
            .setApiBase(standIn.uri().toString())
            .build();
  }

  /** A new one, with its ledger in a temporary folder. */
  public static StripeAccount openNew() {
    try {
      return open(Files.createTempDirectory("stripe"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With its ledger in this folder. */
  static StripeAccount open(Path ledger) {
    return new StripeAccount(StandIn.start(Settings.of(ledger)));
  }

  /** Stripe's API. */
  public URI url() {
    return standIn.uri();
  }

  /** All that was ever begun for an order. */
  public List<Payment> payments(UUID orderId) {
    var all = PaymentIntentListParams.builder().setLimit(MOST).build();
    StripeCollection<PaymentIntent> intents = call(() -> client.v1().paymentIntents().list(all));
    if (intents.getHasMore()) {
      throw new IllegalStateException("more than are listed at once");
    }
    return intents.getData().stream()
        .filter(intent -> orderId.toString().equals(intent.getMetadata().get("order")))
        .map(this::payment)
        .toList();
  }

  private Payment payment(PaymentIntent intent) {
    var ofIntent =
        ChargeListParams.builder().setPaymentIntent(intent.getId()).setLimit(MOST).build();
    return new Payment(
        intent.getId(),
        intent.getStatus(),
        intent.getAmount(),
        intent.getCurrency(),
        intent.getAmountCapturable(),
        intent.getAmountReceived(),
        call(() -> client.v1().charges().list(ofIntent)).getData().size(),
        String.valueOf(intent.getMetadata().get("installation")),
        String.valueOf(intent.getMetadata().get("charge")));
  }

  /** Cancels by hand. */
  public void cancel(String paymentId) {
    var unused = call(() -> client.v1().paymentIntents().cancel(paymentId));
  }

  /** Captures by hand. */
  public void capture(String paymentId) {
    var unused = call(() -> client.v1().paymentIntents().capture(paymentId));
  }

  private static <T> T call(Call<T> call) {
    try {
      return call.make();
    } catch (StripeException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    standIn.close();
  }
}
