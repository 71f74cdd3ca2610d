package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.contracts.events.ChargeState;

/**
 * Whoever works at a charge is gone after Stripe answered and before that is stored: a trigger in
 * the database refuses to store it, and all that the transaction did with it. Healed by nothing but
 * the next look, when the lease is over.
 */
class CrashIT {

  private final PaymentsServer payments = PaymentsServer.shared();
  private final Purchase purchase = Purchase.of(payments);

  @BeforeEach
  void sequence() {
    // Counts crashes: it is not taken back with the transaction.
    execute("create sequence crashes");
    execute(
        """
        create function crash() returns trigger language plpgsql as $$
        begin
          perform nextval('crashes');
          raise exception 'gone before it is stored';
        end $$
        """);
  }

  @AfterEach
  void end() {
    execute("drop function crash() cascade");
    execute("drop sequence crashes");
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN,       create:0 create:0 confirm:1 capture:2",
    "CONFIRMING, create:0 confirm:1 capture:2",
    // Found by looking: the card is not asked again, and its answer was not counted.
    "AUTHORIZED, create:0 confirm:1 capture:1",
    "COMPLETED,  create:0 confirm:1 capture:2",
  })
  void whilePaying(String step, String calls) {
    crashBefore("new.step = '%s'".formatted(step));
    var reply = purchase.paying("pm_card_visa");
    heal(CompletableFuture.runAsync(purchase::settled));
    assertThat(reply.join().status()).isEqualTo(200);
    assertThat(purchase.payment().captured()).isEqualTo(1500);
    assertSettled(calls, 6);
  }

  @ParameterizedTest
  @CsvSource({
    // The same key gets the same answer, without another look at the card.
    "VOIDING, create:0 confirm:1 confirm:1 cancel:2",
    "FAILED,  create:0 confirm:1 cancel:2",
  })
  void whileDeclined(String step, String calls) {
    crashBefore("new.step = '%s'".formatted(step));
    var reply = purchase.paying("pm_card_chargeDeclined");
    heal(CompletableFuture.runAsync(purchase::settled));
    assertThat(reply.join().status()).isEqualTo(402);
    assertThat(purchase.payment().status()).isEqualTo("canceled");
    assertSettled(calls, 5);
  }

  @ParameterizedTest
  @CsvSource("new.input_error is not null, create:0 confirm:1 confirm:1")
  void whileMistyped(String condition, String calls) {
    crashBefore(condition);
    var reply = purchase.paying("pm_card_chargeDeclinedIncorrectCvc");
    heal(reply);
    assertThat(reply.join().status()).isEqualTo(402);
    assertSettled(calls, 4);
  }

  private void assertSettled(String calls, int versions) {
    assertThat(purchase.calls()).containsExactly(calls.split(" "));
    assertThat(purchase.payment().attempts()).isOne();
    await().until(() -> purchase.history().size() == versions);
    assertThat(purchase.history()).extracting(ChargeState::version).isSorted();
    await().until(purchase::isAtRest);
  }

  private void crashBefore(String condition) {
    execute(
        """
        create trigger crash before update on charges for each row
        when (new.order_id = '%s' and %s) execute function crash()
        """
            .formatted(purchase.orderId(), condition));
  }

  private void heal(CompletableFuture<?> underWay) {
    await().until(this::hasCrashed);
    assertThat(underWay).isNotDone();
    execute("drop trigger crash on charges");
    payments.endLease(purchase.chargeId());
    underWay.join();
  }

  private boolean hasCrashed() {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle.createQuery("select is_called from crashes").mapTo(Boolean.class).one());
  }

  private void execute(String sql) {
    payments.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
