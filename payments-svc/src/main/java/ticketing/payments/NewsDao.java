package ticketing.payments;

import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import ticketing.payments.stripe.Answer.Intent.Status;

/** The table {@code intent_news}: whether webhooks tell of what becomes of intents. */
interface NewsDao {

  /** The worker saw it. */
  @SqlUpdate(
      """
      insert into intent_news (stripe_id, status, seen_at)
      values (:stripeId, :status, now())
      on conflict (stripe_id, status) do update
      set seen_at = coalesce(intent_news.seen_at, excluded.seen_at)
      """)
  void seen(String stripeId, Status status);

  /** A webhook told of it. */
  @SqlUpdate(
      """
      insert into intent_news (stripe_id, status, told_at)
      values (:stripeId, :status, now())
      on conflict (stripe_id, status) do update
      set told_at = coalesce(intent_news.told_at, excluded.told_at)
      """)
  void told(String stripeId, Status status);

  /** Takes away what nobody told of within a minute: the intents. */
  @SqlQuery(
      """
      delete from intent_news
      where told_at is null and seen_at < now() - interval '1 minute'
      returning stripe_id
      """)
  List<String> takeUntold();

  /** Takes away what both know, and what the worker will not see any more. */
  @SqlUpdate(
      """
      delete from intent_news
      where told_at is not null and (seen_at is not null or told_at < now() - interval '1 hour')
      """)
  void forgetTold();
}
