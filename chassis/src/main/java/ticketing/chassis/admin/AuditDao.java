package ticketing.chassis.admin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.admin.AuditRepresentation;

/** The table {@code audit}. */
interface AuditDao {

  @SqlUpdate(
      """
      insert into audit (who, what, subject, reason, at)
      values (:who, :what, :subject, :reason, :at)
      """)
  void insert(UUID who, String what, String subject, String reason, Instant at);

  /** Newest first, from below the id {@code after} on. */
  @SqlQuery(
      """
      select id, who, what, subject, reason, at from audit
      where (cast(:who as uuid) is null or who = :who)
        and (cast(:what as text) is null or what = :what)
        and (cast(:subject as text) is null or subject = :subject)
        and (cast(:after as bigint) is null or id < :after)
      order by id desc
      limit :limit
      """)
  @RegisterConstructorMapper(AuditRepresentation.class)
  List<AuditRepresentation> list(
      @Nullable UUID who,
      @Nullable String what,
      @Nullable String subject,
      @Nullable Long after,
      int limit);
}
