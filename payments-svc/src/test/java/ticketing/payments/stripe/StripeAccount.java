package ticketing.payments.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.ChargeListParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    var ofOrder =
        PaymentIntentSearchParams.builder()
            .setQuery("metadata[\"order\"]:\"" + orderId + "\"")
            .setLimit(MOST)
            .build();
    return call(() -> client.v1().paymentIntents().search(ofOrder)).getData().stream()
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

  /** Gives all of it back by hand. */
  public void refund(String paymentId) {
    var whole = RefundCreateParams.builder().setPaymentIntent(paymentId).build();
    var unused = call(() -> client.v1().refunds().create(whole));
  }

  /** Gives a part of it back by hand. */
  public void refundPart(String paymentId, long amount) {
    var part = RefundCreateParams.builder().setPaymentIntent(paymentId).setAmount(amount).build();
    var unused = call(() -> client.v1().refunds().create(part));
  }

  /** What was given back of it, or is being given back, in minor units. */
  public long refunded(String paymentId) {
    return refunds(paymentId).stream()
        .filter(refund -> !refund.getStatus().equals("failed"))
        .mapToLong(Refund::getAmount)
        .sum();
  }

  /** Everything that was ever asked back of it. */
  public List<Refund> refunds(String paymentId) {
    var ofPayment = RefundListParams.builder().setPaymentIntent(paymentId).setLimit(MOST).build();
    return call(() -> client.v1().refunds().list(ofPayment)).getData();
  }

  /** Makes a payment that no charge knows of; its money is held. */
  public String hold(String installation) {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount(1500L)
            .setCurrency("usd")
            .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
            .addPaymentMethodType("card")
            .setPaymentMethod("pm_card_visa")
            .setConfirm(true)
            .putMetadata("installation", installation)
            .build();
    return call(() -> client.v1().paymentIntents().create(params)).getId();
  }

  /** Its status. */
  public String status(String paymentId) {
    return call(() -> client.v1().paymentIntents().retrieve(paymentId)).getStatus();
  }

  /** Answers the buyer's bank: {@code complete} or {@code fail}. */
  public void answerBank(@Nullable String clientSecret, String answer) {
    post("/bank", "client_secret=" + clientSecret + "&answer=" + answer);
  }

  /** What becomes of a refund: {@code succeed} or {@code fail}. */
  public void settleRefund(String refundId, String answer) {
    post("/refunds", "refund=" + refundId + "&answer=" + answer);
  }

  private void post(String path, String form) {
    var request =
        HttpRequest.newBuilder(url().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException(path + " answers " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
