package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.observe.Secret;
import ticketing.chassis.testing.TestDatabase;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.payments.DifferenceRepresentation.Kind;
import ticketing.contracts.payments.FoundDifferenceRepresentation;
import ticketing.payments.stripe.StripeAccount;
import ticketing.payments.stripe.StripeBooks;
import ticketing.payments.stripe.StripeConfig;

/** Charges are compared with Stripe by schedule, by one instance at a time. */
class DifferencesIT {

  private static final ReconcilerConfig CONFIG =
      new ReconcilerConfig(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(7));
  private static final Jdbi JDBI = TestDatabase.fresh().jdbi();
  private static final StripeAccount ACCOUNT = StripeAccount.openNew();

  @AfterAll
  static void close() {
    ACCOUNT.close();
  }

  @BeforeEach
  void itIsTime() {
    JDBI.useHandle(handle -> handle.execute("update reconciliation set compare_at = now()"));
  }

  @Test
  void whatIsFoundIsKeptWithItsTimeUntilItIsFoundNoMore() {
    String stranger = ACCOUNT.hold("test");
    differences().run();
    var held = found(stranger);
    assertThat(held.difference().kind()).isEqualTo(Kind.UNKNOWN_INTENT);
    assertThat(held.difference().captured()).isZero();

    ACCOUNT.capture(stranger);
    itIsTime();
    differences().run();
    assertThat(found(stranger).difference().captured()).isEqualTo(1500);
    assertThat(found(stranger).foundAt()).isEqualTo(held.foundAt());

    ACCOUNT.refund(stranger);
    itIsTime();
    differences().run();
    assertThat(all()).extracting(one -> one.difference().stripeId()).doesNotContain(stranger);
  }

  @Test
  void isDoneOnceAnHourWhateverTheNumberOfInstances() {
    differences().run();
    String stranger = ACCOUNT.hold("test");
    differences().run();
    assertThat(all()).extracting(one -> one.difference().stripeId()).doesNotContain(stranger);
    assertThat(secondsToNext()).isBetween(3_000.0, 3_600.0);
    ACCOUNT.cancel(stranger);
  }

  @Test
  void whoLostItsTurnMeanwhileKeepsNothing() {
    String stranger = ACCOUNT.hold("test");
    differences(ACCOUNT.url().toString(), this::itIsTime).run();
    assertThat(all()).extracting(one -> one.difference().stripeId()).doesNotContain(stranger);
    ACCOUNT.cancel(stranger);
  }

  @Test
  void isTriedAgainSoonWhenStripeIsAway() {
    String stranger = ACCOUNT.hold("test");
    differences().run();
    itIsTime();
    differences("http://127.0.0.1:1", () -> {}).run();
    assertThat(secondsToNext()).isBetween(0.0, 60.0);
    assertThat(found(stranger).difference().kind()).isEqualTo(Kind.UNKNOWN_INTENT);
    ACCOUNT.cancel(stranger);
  }

  @Test
  void areListedAPageAtATimeNewestFirst() {
    List<String> strangers = List.of(ACCOUNT.hold("test"), ACCOUNT.hold("test"));
    differences().run();
    var page = differences().list(1, null);
    assertThat(page.items()).hasSize(1);
    var rest = differences().list(100, page.next());
    assertThat(rest.items()).hasSize(all().size() - 1);
    assertThat(all()).extracting(one -> one.difference().stripeId()).containsAll(strangers);
    strangers.forEach(ACCOUNT::cancel);
  }

  @Test
  void overRestTheyAreForAdminsAlone() {
    var payments = PaymentsServer.shared();
    String path = "/admin/differences";
    assertThat(payments.asAdmin().get(path).status()).isEqualTo(200);
    assertThat(payments.as(UUID.randomUUID()).get(path).code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(payments.signedOut().get(path).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @CsvSource({"first,0", "first,101", "after,rubbish"})
  void overRestTheParameterThatIsWrongIsNamed(String name, String value) {
    var reply = PaymentsServer.shared().asAdmin().get("/admin/differences?" + name + "=" + value);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(name)).isNotEmpty();
  }

  private static FoundDifferenceRepresentation found(String stripeId) {
    return all().stream()
        .filter(one -> one.difference().stripeId().equals(stripeId))
        .findAny()
        .orElseThrow();
  }

  private static List<FoundDifferenceRepresentation> all() {
    return differences().list(100, null).items().stream().map(item -> item.node()).toList();
  }

  private static double secondsToNext() {
    return JDBI.withHandle(handle ->
        handle
            .createQuery("select extract(epoch from compare_at - now()) from reconciliation")
            .mapTo(Double.class)
            .one());
  }

  private static Differences differences() {
    return differences(ACCOUNT.url().toString(), () -> {});
  }

  private static Differences differences(String stripe, Runnable meanwhile) {
    var config = new StripeConfig(stripe, new Secret("sk_test_standin"), "test", Secret.NONE);
    InstantSource clock = InstantSource.system();
    var reconciliation =
        new ReconciliationService(
            JDBI, new StripeBooks(config), meanwhile, ReconciliationService.LIMITS, clock);
    return new Differences(JDBI, reconciliation, CONFIG, clock);
  }
}
