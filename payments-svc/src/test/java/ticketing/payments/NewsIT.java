package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.TestDatabase;
import ticketing.payments.stripe.Answer.Intent.Status;

/** What webhooks did not tell of is found, once; instances take turns at looking. */
class NewsIT {

  private static final Jdbi JDBI = TestDatabase.fresh().jdbi();

  private final NewsDao news = JDBI.onDemand(NewsDao.class);

  @Test
  void whatNobodyToldOfWithinAMinuteIsTakenOnce() {
    news.seen("pi_1", Status.REQUIRES_CAPTURE);
    news.seen("pi_1", Status.SUCCEEDED);
    news.told("pi_1", Status.SUCCEEDED);
    assertThat(news.takeUntold()).isEmpty();
    aMinutePasses();
    assertThat(news.takeUntold()).containsExactly("pi_1");
    assertThat(news.takeUntold()).isEmpty();
  }

  @Test
  void aWebhookMayComeBeforeTheAnswerAndTwice() {
    news.told("pi_2", Status.SUCCEEDED);
    news.told("pi_2", Status.SUCCEEDED);
    news.forgetTold();
    news.seen("pi_2", Status.SUCCEEDED);
    aMinutePasses();
    assertThat(news.takeUntold()).isEmpty();
    news.forgetTold();
    assertThat(count("pi_2")).isZero();
  }

  @Test
  void whatTheWorkerNeverSeesIsForgotten() {
    news.told("pi_3", Status.PROCESSING);
    news.forgetTold();
    assertThat(count("pi_3")).isOne();
    JDBI.useHandle(handle ->
        handle.execute("update intent_news set told_at = told_at - interval '61 minutes'"));
    news.forgetTold();
    assertThat(count("pi_3")).isZero();
  }

  @Test
  void instancesTakeTurns() {
    var dao = JDBI.onDemand(ReconciliationDao.class);
    assertThat(dao.takeTurn()).isTrue();
    assertThat(dao.takeTurn()).isFalse();
    JDBI.useHandle(handle ->
        handle.execute("update reconciliation set next_at = next_at - interval '61 seconds'"));
    assertThat(dao.takeTurn()).isTrue();
  }

  private static void aMinutePasses() {
    JDBI.useHandle(handle ->
        handle.execute("update intent_news set seen_at = seen_at - interval '61 seconds'"));
  }

  private static int count(String stripeId) {
    return JDBI.withHandle(handle ->
        handle
            .createQuery("select count(*) from intent_news where stripe_id = :id")
            .bind("id", stripeId)
            .mapTo(Integer.class)
            .one());
  }
}
