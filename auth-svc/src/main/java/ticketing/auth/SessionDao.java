package ticketing.auth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code sessions}. */
@RegisterConstructorMapper(Session.class)
interface SessionDao {

  @SqlUpdate(
      """
      insert into sessions (id, user_id, version, created_at, renewed_at, ended_at, secret_hash)
      values (:id, :userId, :version, :createdAt, :renewedAt, :endedAt, :secretHash)
      """)
  void insert(@BindMethods Session session, byte[] secretHash);

  /** Writes when it was renewed if it still lives; tells whether it did. */
  @SqlUpdate("update sessions set renewed_at = :renewedAt where id = :id and version = :version")
  boolean renew(@BindMethods Session session);

  /** Writes its end if it still lives; tells whether it did. */
  @SqlUpdate(
      """
      update sessions
      set version = :version, ended_at = :endedAt
      where id = :id and version = :version - 1
      """)
  boolean end(@BindMethods Session session);

  @SqlQuery(
      """
      select * from sessions where user_id = :userId and ended_at is null order by id for update
      """)
  List<Session> lockLive(UUID userId);

  /**
   * Deletes some of those that ended before a time, were last renewed before another, or began
   * before a third.
   *
   * @return how many; under the limit when these were all, but for those that somebody has locked
   */
  @SqlUpdate(
      """
      delete from sessions
      where id = any(array(
        select id from sessions
        where ended_at < :endedBefore or renewed_at < :renewedBefore or created_at < :begunBefore
        limit :limit
        for update skip locked))
      """)
  int deleteOver(Instant endedBefore, Instant renewedBefore, Instant begunBefore, int limit);

  @SqlQuery("select * from sessions where id = :id")
  Optional<Session> byId(UUID id);

  @SqlQuery("select * from sessions where secret_hash = :secretHash")
  Optional<Session> bySecret(byte[] secretHash);
}
