package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static ticketing.dev.stripe.Seller.declined;
import static ticketing.dev.stripe.Seller.key;
import static ticketing.dev.stripe.Seller.order;
import static ticketing.dev.stripe.Seller.refused;

import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.ApiResource;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.RefundCreateParams;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Idempotency keys, and what outlives the process. */
class StandInLedgerIT {

  private static final PaymentIntentConfirmParams VISA = with("pm_card_visa");
  private static final PaymentIntentConfirmParams EMPTY =
      with("pm_card_chargeDeclinedInsufficientFunds");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
  @TempDir private Path folder;
  private StandIn standIn;
  private Seller seller;

  @BeforeEach
  void start() {
    standIn = StandIn.start(new Settings(0, folder, Settings.DEFAULT_SECRET_KEY, now::get));
    seller = new Seller(standIn);
  }

  @AfterEach
  void stop() {
    standIn.close();
  }

  @Test
  void aRepeatedRequestGetsTheFirstAnswerAgain() throws StripeException {
    var first = seller.intents().create(order().build(), key("k"));
    var again = seller.intents().create(order().build(), key("k"));
    assertThat(again).isEqualTo(first);
    assertThat(header(first, "Idempotent-Replayed")).isEmpty();
    assertThat(header(again, "Idempotent-Replayed")).isEqualTo("true");
    assertThat(header(again, "Original-Request")).isEqualTo(header(first, "Request-Id"));
    assertThat(header(again, "Request-Id")).isNotEqualTo(header(first, "Request-Id"));
    assertThat(all()).hasSize(1);

    // The answer is the stored one, however the intent went on.
    seller.intents().confirm(first.getId(), VISA, key("c"));
    assertThat(seller.intents().create(order().build(), key("k"))).isEqualTo(first);
  }

  @Test
  void errorsAreGivenAgainToo() throws StripeException {
    var intent = seller.open();
    var id = intent.getId();
    var decline = declined(() -> seller.intents().confirm(id, EMPTY, key("a")));
    assertThat(declined(() -> seller.intents().confirm(id, EMPTY, key("a"))).getCharge())
        .isEqualTo(decline.getCharge());
    refused(() -> seller.intents().capture(id, key("b")));
    refused(() -> seller.intents().retrieve("pi_none", key("n")));

    seller.intents().confirm(id, VISA);
    assertThat(refused(() -> seller.intents().capture(id, key("b"))).getCode())
        .isEqualTo("payment_intent_unexpected_state");
    assertThat(seller.retrieve(intent).getStatus()).isEqualTo("requires_capture");
    assertThat(seller.intents().capture(id, key("b2")).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void whatWasNeverCarriedOutIsNotKept() throws StripeException {
    refused(() -> seller.intents().create(order().setAmount(1L).build(), key("k")));
    var stranger = new Seller(standIn.uri().toString(), "sk_wrong");
    assertThatThrownBy(() -> stranger.intents().create(order().build(), key("k")))
        .isInstanceOf(AuthenticationException.class);
    assertThat(seller.intents().create(order().build(), key("k")).getAmount()).isEqualTo(1500);
  }

  @Test
  void aKeyIsForOneRequest() throws StripeException {
    var intent = seller.intents().create(order().build(), key("k"));
    var others =
        List.<Call>of(
            () -> seller.intents().create(order().setAmount(1600L).build(), key("k")),
            () -> seller.intents().confirm(intent.getId(), VISA, key("k")));
    for (var other : others) {
      var refusal = catchThrowableOfType(IdempotencyException.class, other::call);
      assertThat(refusal.getStatusCode()).isEqualTo(400);
      assertThat(refusal.getCode()).isNull();
      assertThat(refusal.getStripeError().getType()).isEqualTo("idempotency_error");
    }
    assertThat(all()).hasSize(1);
  }

  @Test
  void anAnswerIsForgottenAfterADay() throws StripeException {
    var first = seller.intents().create(order().build(), key("k"));
    now.updateAndGet(time -> time.plus(Duration.ofHours(24)).minusSeconds(1));
    assertThat(seller.intents().create(order().build(), key("k"))).isEqualTo(first);
    now.updateAndGet(time -> time.plusSeconds(1));
    assertThat(seller.intents().create(order().build(), key("k"))).isNotEqualTo(first);
  }

  @Test
  void manyAtOnceWithOneKeyAreOne() throws Exception {
    int callers = 20;
    for (int round = 0; round < 10; round++) {
      var key = key("round " + round);
      var barrier = new CyclicBarrier(callers);
      var answers = new ConcurrentLinkedQueue<String>();
      inParallel(
          callers,
          i -> {
            barrier.await();
            try {
              answers.add(seller.intents().create(order().build(), key).getId());
            } catch (ApiException e) {
              assertThat(e.getStatusCode()).isEqualTo(409);
              assertThat(e.getCode()).isEqualTo("idempotency_key_in_use");
            }
          });
      assertThat(Set.copyOf(answers)).hasSize(1);
    }
    assertThat(all()).hasSize(10);
  }

  @Test
  void aRestartForgetsNothing() throws StripeException {
    var held = seller.intents().create(order().build(), key("k"));
    seller.intents().confirm(held.getId(), VISA);
    var declined = seller.open();
    declined(() -> seller.intents().confirm(declined.getId(), EMPTY, key("d")));
    var challenged =
        seller.intents().confirm(seller.open().getId(), with("pm_card_authenticationRequired"));
    var paid = seller.intents().capture(seller.held().getId());
    var all = RefundCreateParams.builder().setPaymentIntent(paid.getId()).build();
    assertThat(seller.stripe().v1().refunds().create(all).getStatus()).isEqualTo("succeeded");
    var before = Json.write(bodies());

    for (int restart = 0; restart < 2; restart++) {
      stop();
      start();
      assertThat(Json.write(bodies())).isEqualTo(before);
    }
    assertThat(seller.intents().create(order().build(), key("k"))).isEqualTo(held);
    var again = declined(() -> seller.intents().confirm(declined.getId(), EMPTY, key("d")));
    assertThat(again.getStripeError().getPaymentIntent()).isEqualTo(seller.retrieve(declined));
    assertThat(seller.intents().capture(held.getId()).getStatus()).isEqualTo("succeeded");
    new Developer(standIn).answer(challenged.getClientSecret(), "complete");
    assertThat(seller.retrieve(challenged).getStatus()).isEqualTo("requires_capture");
  }

  @Test
  void aKillLosesNothingThatWasAnswered() throws Exception {
    stop();
    var captured = ConcurrentHashMap.<String>newKeySet();
    var enough = new CountDownLatch(200);
    var process = process();
    try (var output = process.inputReader()) {
      var stripe = new Seller(uri(output), Settings.DEFAULT_SECRET_KEY);
      inParallel(
          8,
          i -> {
            if (i == 0) {
              enough.await(1, TimeUnit.MINUTES);
              process.destroyForcibly().waitFor();
              return;
            }
            while (true) {
              try {
                var held = stripe.held();
                captured.add(stripe.intents().capture(held.getId()).getId());
                enough.countDown();
              } catch (StripeException e) {
                return;
              }
            }
          });
    } finally {
      process.destroyForcibly();
    }

    start();
    var received =
        all().stream()
            .collect(Collectors.toMap(PaymentIntent::getId, PaymentIntent::getAmountReceived));
    assertThat(captured).hasSizeGreaterThanOrEqualTo(200);
    assertThat(received).containsKeys(captured.toArray(String[]::new));
    assertThat(captured).extracting(received::get).containsOnly(1500L);
  }

  @Test
  void thousandsOfPaymentsAreCarriedOutInSeconds() throws Exception {
    long start = System.nanoTime();
    inParallel(
        20,
        i -> {
          for (int n = 0; n < 100; n++) {
            var part = PaymentIntentCaptureParams.builder().setAmountToCapture(100L + n).build();
            seller.intents().capture(seller.held().getId(), part);
          }
        });
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    assertThat(all().stream().mapToLong(PaymentIntent::getAmountReceived).sum())
        .isEqualTo(20 * IntStream.range(0, 100).map(n -> 100 + n).sum());
  }

  private interface Call {
    Object call() throws StripeException;
  }

  private interface Work {
    void run(int caller) throws Exception;
  }

  private static void inParallel(int callers, Work work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, callers)
              .mapToObj(i ->
                  threads.submit(() -> {
                    work.run(i);
                    return i;
                  }))
              .toList();
      for (var one : running) {
        one.get();
      }
    }
  }

  private List<PaymentIntent> all() throws StripeException {
    var params = PaymentIntentListParams.builder().setLimit(100L).build();
    var pages = seller.intents().list(params).autoPagingIterable();
    return StreamSupport.stream(pages.spliterator(), false).toList();
  }

  private List<String> bodies() throws StripeException {
    return List.of(
        seller.intents().list().getLastResponse().body(),
        seller.stripe().v1().charges().list().getLastResponse().body(),
        seller.stripe().v1().refunds().list().getLastResponse().body(),
        seller.stripe().v1().events().list().getLastResponse().body());
  }

  private Process process() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), StandIn.class.getName());
    builder.environment().put("STRIPE_PORT", "0");
    builder.environment().put("STRIPE_LEDGER", folder.toString());
    return builder.redirectErrorStream(true).start();
  }

  private static String uri(BufferedReader output) throws IOException {
    var line = String.valueOf(output.readLine());
    var uri = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+").matcher(line);
    assertThat(uri.find()).as(line).isTrue();
    return uri.group();
  }

  private static String header(ApiResource answer, String name) {
    return answer.getLastResponse().headers().firstValue(name).orElse("");
  }

  private static PaymentIntentConfirmParams with(String method) {
    return PaymentIntentConfirmParams.builder().setPaymentMethod(method).build();
  }
}
