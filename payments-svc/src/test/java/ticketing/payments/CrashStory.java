package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.events.ChargeState;
import ticketing.payments.stripe.StripeAccount.Payment;

/** What happens to a purchase, and how it must end, whatever dies meanwhile. */
enum CrashStory {
  COMPLETED(ChargeStep.COMPLETED) {
    @Override
    void play(CrashLane lane, Purchase purchase) {
      var buyer = pressingPay(purchase.told(), "pm_card_visa");
      purchase.settled();
      buyer.join();
    }
  },

  STRIPE_IS_SLOW(ChargeStep.COMPLETED) {
    @Override
    void play(CrashLane lane, Purchase purchase) {
      lane.slowDown();
      COMPLETED.play(lane, purchase);
    }
  },

  DECLINED(ChargeStep.FAILED) {
    @Override
    void play(CrashLane lane, Purchase purchase) {
      var buyer = pressingPay(purchase.told(), "pm_card_chargeDeclined");
      purchase.settled();
      buyer.join();
    }
  },

  CANCELLED_WHILE_HELD(ChargeStep.FAILED) {
    @Override
    void play(CrashLane lane, Purchase purchase) {
      var buyer = pressingPay(purchase.told(), "pm_card_visa");
      purchase.awaitStep(ChargeStep.AUTHORIZED);
      purchase.cancelled(CancelReason.BY_BUYER);
      buyer.join();
    }
  },

  BANK_ASKED(ChargeStep.COMPLETED) {
    @Override
    void play(CrashLane lane, Purchase purchase) {
      var buyer = pressingPay(purchase.told(), "pm_card_threeDSecure2Required");
      purchase.awaitStep(ChargeStep.ACTION_REQUIRED);
      lane.account().answerBank(lane.clientSecret(purchase.orderId()), "complete");
      // As Stripe does until it is heard.
      String intent = purchase.payment().id();
      again(() -> Webhook.ofIntent(intent, "requires_capture").sendTo(lane), 204);
      purchase.settled();
      buyer.join();
    }
  },

  REFUNDED(ChargeStep.REFUNDED) {
    @Override
    void prepare(CrashLane lane, Purchase purchase) {
      COMPLETED.play(lane, purchase);
      awaitStep(lane, purchase, ChargeStep.COMPLETED);
    }

    @Override
    void play(CrashLane lane, Purchase purchase) {
      String path = "/admin/charges/" + purchase.chargeId() + "/refund";
      var why = new ReasonRequest("the event was cancelled");
      again(() -> lane.asAdmin().post(path, why), 200);
    }
  };

  private static final Executor PLAYERS = Executors.newVirtualThreadPerTaskExecutor();

  private final ChargeStep end;

  CrashStory(ChargeStep end) {
    this.end = end;
  }

  /** What comes before anything dies. */
  void prepare(CrashLane lane, Purchase purchase) {}

  /** The buyer, orders-svc, Stripe and an admin: they go on, and ask a dead service again. */
  abstract void play(CrashLane lane, Purchase purchase);

  CompletableFuture<Void> playing(CrashLane lane, Purchase purchase) {
    return CompletableFuture.runAsync(() -> play(lane, purchase), PLAYERS);
  }

  void awaitSettled(CrashLane lane, Purchase purchase) {
    awaitStep(lane, purchase, end);
  }

  private static void awaitStep(CrashLane lane, Purchase purchase, ChargeStep step) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> lane.isSettled(purchase.orderId(), purchase.version(), step));
  }

  /** One capture or none, nothing held, given back once or not; everybody told of each version. */
  void assertBooks(CrashLane lane, Purchase purchase) {
    Payment payment = purchase.payment();
    assertThat(payment.captured()).isEqualTo(end == ChargeStep.FAILED ? 0 : 1500);
    assertThat(payment.held()).isZero();
    assertThat(payment.status()).isEqualTo(end == ChargeStep.FAILED ? "canceled" : "succeeded");
    assertThat(payment.attempts()).as("times that the card was charged").isOne();
    assertThat(lane.account().refunds(payment.id()))
        .hasSize(end == ChargeStep.REFUNDED ? 1 : 0)
        .allSatisfy(refund -> assertThat(refund.getAmount()).isEqualTo(1500));
    var told = purchase.history().stream().distinct().toList();
    assertThat(told)
        .extracting(ChargeState::version)
        .as("versions told")
        .isEqualTo(IntStream.rangeClosed(1, told.size()).boxed().toList());
    assertThat(told.getLast().step()).isEqualTo(end);
  }

  private static CompletableFuture<Void> pressingPay(Purchase purchase, String card) {
    return CompletableFuture.runAsync(
        () -> again(() -> purchase.pay(card), 200, 402, 409), PLAYERS);
  }

  /** Asks until there is one of these answers. */
  private static void again(Supplier<Reply> call, Integer... answers) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> answer(call), Set.of(answers)::contains);
  }

  /** Zero: the connection broke. */
  private static int answer(Supplier<Reply> call) {
    try {
      return call.get().status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }
}
