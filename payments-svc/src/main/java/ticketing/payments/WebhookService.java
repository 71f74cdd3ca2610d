package ticketing.payments;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import ticketing.payments.stripe.StripeWebhook.News;

/** Has the worker look at what a webhook told of: Stripe itself is asked what became of it. */
final class WebhookService {

  private final Jdbi jdbi;
  private final Runnable wakeWorker;

  WebhookService(Jdbi jdbi, Runnable wakeWorker) {
    this.jdbi = jdbi;
    this.wakeWorker = wakeWorker;
  }

  /** Does nothing where no charge knows the intent: others use the same account. */
  void hear(News news) {
    jdbi.useTransaction(handle ->
        handle
            .attach(ChargeDao.class)
            .idOfIntent(news.intentId())
            .ifPresent(chargeId -> {
              handle.attach(WorkDao.class).lookNow(chargeId);
              remember(handle, news);
              handle.afterCommit(wakeWorker);
            }));
  }

  private static void remember(Handle handle, News news) {
    if (news.status() != null) {
      handle.attach(NewsDao.class).told(news.intentId(), news.status());
    }
  }
}
