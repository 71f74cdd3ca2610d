package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.contracts.payments.PayOrderRequest;

/** Requests to pay that are sent again. */
class PayKeysIT {

  private static final String VISA = "pm_card_visa";
  private static final String MISTYPED = "pm_card_chargeDeclinedIncorrectCvc";
  private static final String EXPIRED = "pm_card_chargeDeclinedExpiredCard";

  private final PaymentsServer payments = PaymentsServer.shared();

  @Test
  void aKeyIsForOneCard() {
    var purchase = Purchase.of(payments);
    var first = purchase.paying(VISA, "a");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    assertRefused(purchase.pay("pm_card_mastercard", "a"), 409, ErrorCode.IDEMPOTENCY_CONFLICT);
    purchase.settled();
    assertThat(first.join().status()).isEqualTo(200);
    assertRefused(purchase.pay("pm_card_mastercard", "a"), 409, ErrorCode.IDEMPOTENCY_CONFLICT);
    assertThat(purchase.payment().attempts()).isOne();
  }

  @Test
  void theSameKeyGetsTheSameAnswerToAMistypedCard() {
    var purchase = Purchase.of(payments);
    assertRefused(purchase.pay(MISTYPED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertRefused(purchase.pay(MISTYPED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertThat(purchase.payment().attempts()).isOne();
    assertRefused(purchase.pay(VISA, "a"), 409, ErrorCode.IDEMPOTENCY_CONFLICT);
    assertRefused(purchase.pay(MISTYPED, "b"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertThat(purchase.payment().attempts()).isEqualTo(2);
    var other = purchase.paying(VISA, "c");
    purchase.settled();
    assertThat(other.join().status()).isEqualTo(200);
  }

  @Test
  void anOlderKeyIsAnsweredAsItsFirstUse() {
    var purchase = Purchase.of(payments);
    Reply first = purchase.pay(MISTYPED, "a");
    assertRefused(first, 402, ErrorCode.PAYMENT_METHOD_INVALID);
    Reply second = purchase.pay(EXPIRED, "b");
    assertRefused(second, 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertThat(second.body()).isNotEqualTo(first.body());
    assertThat(purchase.pay(MISTYPED, "a").body()).isEqualTo(first.body());
    assertThat(purchase.payment().attempts()).isEqualTo(2);
    assertRefused(purchase.pay(VISA, "a"), 409, ErrorCode.IDEMPOTENCY_CONFLICT);

    var third = purchase.paying(VISA, "c");
    purchase.settled();
    var charge = third.join().as(ChargeRepresentation.class);
    assertThat(charge.status()).isEqualTo(ChargeStatus.COMPLETED);
    assertThat(purchase.pay(MISTYPED, "a").body()).isEqualTo(first.body());
    assertThat(purchase.pay(EXPIRED, "b").body()).isEqualTo(second.body());
    assertThat(purchase.pay(VISA, "c").as(ChargeRepresentation.class)).isEqualTo(charge);
    assertThat(purchase.payment().attempts()).isEqualTo(3);
  }

  @Test
  void aKeyIsForOneOrderOfABuyersAndForEachBuyer() {
    var purchase = Purchase.of(payments);
    var other = purchase.another();
    var foreign = Purchase.of(payments);
    assertRefused(purchase.pay(MISTYPED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertRefused(other.pay(MISTYPED, "a"), 409, ErrorCode.IDEMPOTENCY_CONFLICT);
    assertThat(payments.account().payments(other.orderId())).isEmpty();
    assertRefused(foreign.pay(MISTYPED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertThat(foreign.payment().attempts()).isOne();
  }

  @Test
  void oneOfManyOrdersAtOnceGetsTheKeyAtTwoInstances() {
    var first = Purchase.of(payments);
    List<Purchase> purchases = IntStream.range(0, 8).mapToObj(i -> first.another()).toList();
    try (var sister = payments.another()) {
      List<CompletableFuture<Reply>> presses =
          IntStream.range(0, purchases.size())
              .mapToObj(i ->
                  CompletableFuture.supplyAsync(
                      () ->
                          (i % 2 == 0 ? payments.service() : sister)
                              .client()
                              .as(first.buyerId())
                              .post(
                                  "/charges",
                                  new PayOrderRequest(purchases.get(i).orderId(), MISTYPED, "key")),
                      Thread::startVirtualThread))
              .toList();
      assertThat(presses)
          .extracting(press -> press.join().code())
          .containsOnlyOnce(ErrorCode.PAYMENT_METHOD_INVALID)
          .containsOnly(ErrorCode.PAYMENT_METHOD_INVALID, ErrorCode.IDEMPOTENCY_CONFLICT);
      assertThat(purchases)
          .filteredOn(purchase -> !payments.account().payments(purchase.orderId()).isEmpty())
          .hasSize(1);
    }
  }

  @Test
  void aKeyIsFreeAgainAfterADay() {
    var purchase = Purchase.of(payments);
    var other = purchase.another();
    assertRefused(purchase.pay(MISTYPED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    letADayGoBy(purchase);
    assertRefused(other.pay(EXPIRED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertRefused(other.pay(VISA, "a"), 409, ErrorCode.IDEMPOTENCY_CONFLICT);
  }

  @Test
  void oldKeysAreSwept() {
    var old = Purchase.of(payments);
    var young = Purchase.of(payments);
    assertRefused(old.pay(MISTYPED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertRefused(young.pay(MISTYPED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    letADayGoBy(old);
    try (var sister = payments.another()) {
      assertThat(sister.isReady()).isTrue();
      await().until(() -> keys(old) == 0);
    }
    assertThat(keys(young)).isOne();
  }

  @Test
  void aRefusalKeepsNoKey() {
    var purchase = Purchase.untold(payments);
    assertRefused(purchase.pay(VISA, "a"), 404, ErrorCode.NOT_FOUND);
    purchase.told().awaitHeard();
    assertRefused(purchase.pay(MISTYPED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
  }

  @Test
  void aKeyThatAnOlderInstanceKeptInTheChargeCounts() {
    var purchase = Purchase.of(payments);
    assertRefused(purchase.pay(MISTYPED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    payments
        .jdbi()
        .useHandle(handle ->
            handle.execute("delete from pay_keys where order_id = ?", purchase.orderId()));
    assertRefused(purchase.pay(MISTYPED, "a"), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    assertRefused(purchase.pay(VISA, "a"), 409, ErrorCode.IDEMPOTENCY_CONFLICT);
    assertThat(purchase.payment().attempts()).isOne();
  }

  private void letADayGoBy(Purchase purchase) {
    payments
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "update pay_keys set used_at = used_at - interval '1 day' where order_id = ?",
                purchase.orderId()));
  }

  private int keys(Purchase purchase) {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("select count(*) from pay_keys where order_id = :id")
                .bind("id", purchase.orderId())
                .mapTo(Integer.class)
                .one());
  }

  private static void assertRefused(Reply reply, int status, ErrorCode code) {
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }
}
