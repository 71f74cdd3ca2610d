package ticketing.payments;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.database.Ids;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.Batch;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.contracts.payments.PayOrderRequest;

/** Who may ask for what, how often, and what of it is done. */
class PayRequestsIT {

  private static final String VISA = "pm_card_visa";
  private static final String MISTYPED = "pm_card_chargeDeclinedIncorrectCvc";
  private static final TypeReference<Batch<ChargeRepresentation>> BATCH = new TypeReference<>() {};

  private final PaymentsServer payments = PaymentsServer.shared();

  static List<List<String>> keys() {
    return List.of(
        List.of("", "", "", ""), List.of("a", "a", "a", "a"), List.of("a", "b", "", "c"));
  }

  /** An empty one stands for none. */
  @ParameterizedTest
  @MethodSource("keys")
  void payIsPressedFourTimesAtOnce(List<String> keys) {
    var purchase = Purchase.of(payments);
    List<CompletableFuture<Reply>> presses =
        keys.stream().map(key -> purchase.paying(VISA, key.isEmpty() ? null : key)).toList();
    purchase.settled();
    assertThat(presses)
        .extracting(press -> press.join().as(ChargeRepresentation.class))
        .allMatch(charge -> charge.status() == ChargeStatus.COMPLETED)
        .extracting(ChargeRepresentation::id)
        .containsOnly(purchase.chargeId());
    assertThat(purchase.payment().captured()).isEqualTo(1500);
    assertThat(purchase.payment().attempts()).isOne();
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "capture:2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void payIsPressedAgainAfterAll(boolean sameKey) {
    var purchase = Purchase.of(payments);
    var first = purchase.paying(VISA, "a");
    purchase.settled();
    var charge = first.join().as(ChargeRepresentation.class);
    assertThat(purchase.pay(VISA, sameKey ? "a" : null).as(ChargeRepresentation.class))
        .isEqualTo(charge);
    assertThat(purchase.calls()).containsExactly("create:0", "confirm:1", "capture:2");
  }

  @Test
  void aYoungOrderIsWaitedFor() {
    // Another, should this machine have been too slow for the second that there is.
    await()
        .untilAsserted(() -> {
          var purchase = Purchase.untold(payments);
          var reply = purchase.paying(MISTYPED);
          // Not yet, and it is not refused either.
          assertThat(payments.signedOut().get("/charges/by-orders").status()).isEqualTo(401);
          assertThat(reply).isNotDone();
          purchase.told();
          assertRefused(reply.join(), 402, ErrorCode.PAYMENT_METHOD_INVALID);
        });
  }

  @Test
  void aYoungOrderIsWaitedForForASecond() {
    var purchase = Purchase.untold(payments);
    long begun = System.nanoTime();
    assertRefused(purchase.pay(VISA), 404, ErrorCode.NOT_FOUND);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
  }

  @Test
  void anOldOrderThatNobodyToldOfIsNotFoundAtOnce() {
    UUID old = madeAt(Clock.systemUTC().millis() - 5_001);
    assertThat(Ids.isYoung(old, Clock.systemUTC().instant())).isFalse();
    var buyer = payments.as(Ids.next());
    var fastest = Duration.ofDays(1);
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      assertRefused(pay(buyer, old), 404, ErrorCode.NOT_FOUND);
      fastest = Collections.min(List.of(fastest, Duration.ofNanos(System.nanoTime() - begun)));
    }
    assertThat(fastest).isLessThan(Duration.ofMillis(900));
  }

  @Test
  void someoneElsesOrderIsNotFound() {
    var purchase = Purchase.of(payments);
    var stranger = payments.as(Ids.next());
    var reply = purchase.paying(VISA);
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    assertRefused(purchase.pay(stranger, VISA, null), 404, ErrorCode.NOT_FOUND);
    purchase.settled();
    assertThat(reply.join().status()).isEqualTo(200);
    assertRefused(purchase.pay(stranger, VISA, null), 404, ErrorCode.NOT_FOUND);
    assertRefused(purchase.pay(payments.signedOut(), VISA, null), 401, ErrorCode.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED, ORDER_EXPIRED",
    "BY_BUYER, ORDER_NOT_PAYABLE",
    "PRICE_CHANGED, PRICE_CHANGED",
    "TICKET_WITHDRAWN, TICKET_WITHDRAWN",
  })
  void anOrderThatEndedIsNotPaid(CancelReason reason, ErrorCode told) {
    var purchase = Purchase.of(payments).cancelled(reason).awaitHeard();
    assertRefused(purchase.pay(VISA), 409, told);
    assertThat(payments.account().payments(purchase.orderId())).isEmpty();
  }

  @Test
  void anEndThatIsBeingHeardIsWaitedFor() {
    var purchase = Purchase.of(payments).awaitHeard();
    var reply =
        payments
            .jdbi()
            .inTransaction(handle -> {
              handle.execute(
                  "update order_copies set status = 'CANCELLED', cancel_reason = 'BY_BUYER' where id = ?",
                  purchase.orderId());
              var underWay = purchase.paying(VISA);
              await().until(this::isLockAwaited);
              return underWay;
            });
    assertRefused(reply.join(), 409, ErrorCode.ORDER_NOT_PAYABLE);
    assertThat(payments.account().payments(purchase.orderId())).isEmpty();
  }

  private boolean isLockAwaited() {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    select exists (
                      select from pg_stat_activity
                      where datname = current_database() and wait_event_type = 'Lock')
                    """)
                .mapTo(Boolean.class)
                .one());
  }

  @Test
  void anOrderWhoseTimeIsOverIsNotPaidThoughNobodyToldSo() {
    var purchase = Purchase.untold(payments, Duration.ZERO).told().awaitHeard();
    assertRefused(purchase.pay(VISA), 409, ErrorCode.ORDER_EXPIRED);
    assertThat(payments.account().payments(purchase.orderId())).isEmpty();
  }

  @Test
  void noOtherCardIsTakenWhenTheOrdersTimeIsOver() {
    var purchase = Purchase.of(payments);
    assertRefused(purchase.pay(MISTYPED), 402, ErrorCode.PAYMENT_METHOD_INVALID);
    payments
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "update order_copies set expires_at = now() where id = ?", purchase.orderId()));
    assertRefused(purchase.pay(VISA), 409, ErrorCode.ORDER_EXPIRED);
    assertThat(purchase.payment().attempts()).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orderId         | {"orderId": "no-id", "paymentMethodId": "pm_1"}
          orderId         | {"orderId": 7, "paymentMethodId": "pm_1"}
          orderId         | {"paymentMethodId": "pm_1"}
          paymentMethodId | {"orderId": "ID"}
          paymentMethodId | {"orderId": "ID", "paymentMethodId": ""}
          paymentMethodId | {"orderId": "ID", "paymentMethodId": 7}
          paymentMethodId | {"orderId": "ID", "paymentMethodId": "tok_visa"}
          paymentMethodId | {"orderId": "ID", "paymentMethodId": "pm_a/../b"}
          paymentMethodId | {"orderId": "ID", "paymentMethodId": "pm_LONG"}
          idempotencyKey  | {"orderId": "ID", "paymentMethodId": "pm_1", "idempotencyKey": ""}
          idempotencyKey  | {"orderId": "ID", "paymentMethodId": "pm_1", "idempotencyKey": "LONG"}
          amount          | {"orderId": "ID", "paymentMethodId": "pm_1", "amount": 1}
          body            | {"orderId": "ID", "paymentMethodId": "pm_1"
          body            | null
          """)
  void whatIsWrongIsNamed(String field, String body) {
    String json = body.replace("ID", UUID.randomUUID().toString()).replace("LONG", "a".repeat(256));
    Reply reply = payments.as(Ids.next()).send("POST", "/charges", json);
    assertRefused(reply, 400, ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(field)).as(reply.body().toString()).isNotEmpty();
  }

  @Test
  void chargesAreShownByOrdersToTheirBuyerAlone() {
    var purchase = Purchase.of(payments);
    var other = Purchase.of(payments);
    var declined = other.paying("pm_card_chargeDeclined");
    var reply = purchase.paying(VISA);
    purchase.settled();
    other.settled();
    assertThat(declined.join().status()).isEqualTo(402);
    assertThat(byOrders(purchase.buyer(), purchase.orderId(), other.orderId(), Ids.next()))
        .containsExactly(reply.join().as(ChargeRepresentation.class));
    assertThat(byOrders(other.buyer(), purchase.orderId(), other.orderId()))
        .singleElement()
        .satisfies(charge -> {
          assertThat(charge.status()).isEqualTo(ChargeStatus.FAILED);
          assertThat(charge.failureCode()).isEqualTo("generic_decline");
          assertThat(charge.clientSecret()).isNull();
        });
    assertThat(byOrders(payments.as(Ids.next()), purchase.orderId())).isEmpty();
  }

  @Test
  void aHundredOrdersAreAskedForAtOnceAndNoMore() {
    var buyer = payments.as(Ids.next());
    assertThat(byOrders(buyer, IntStream.range(0, 100).mapToObj(i -> Ids.next())).as(BATCH).items())
        .isEmpty();
    Reply tooMany = byOrders(buyer, IntStream.range(0, 101).mapToObj(i -> Ids.next()));
    assertRefused(tooMany, 400, ErrorCode.BAD_USER_INPUT);
    assertThat(tooMany.field("orderIds")).isNotEmpty();
    assertRefused(buyer.get("/charges/by-orders"), 400, ErrorCode.BAD_USER_INPUT);
    Reply noId = buyer.get("/charges/by-orders?orderIds=" + Ids.next() + "&orderIds=no-id");
    assertRefused(noId, 400, ErrorCode.BAD_USER_INPUT);
    assertThat(noId.field("orderIds")).isNotEmpty();
    assertRefused(
        payments.signedOut().get("/charges/by-orders?orderIds=" + Ids.next()),
        401,
        ErrorCode.UNAUTHENTICATED);
  }

  private static List<ChargeRepresentation> byOrders(RestClient client, UUID... orderIds) {
    return byOrders(client, Stream.of(orderIds)).as(BATCH).items();
  }

  private static Reply byOrders(RestClient client, Stream<UUID> orderIds) {
    return client.get(
        "/charges/by-orders?" + orderIds.map(id -> "orderIds=" + id).collect(joining("&")));
  }

  private static Reply pay(RestClient client, UUID orderId) {
    return client.post("/charges", new PayOrderRequest(orderId, VISA, null));
  }

  /** A UUIDv7 (RFC 9562) of this time, in milliseconds. */
  private static UUID madeAt(long millis) {
    return new UUID(millis << 16 | 0x7000, 0x8000_0000_0000_0001L);
  }

  private static void assertRefused(Reply reply, int status, ErrorCode code) {
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }
}
