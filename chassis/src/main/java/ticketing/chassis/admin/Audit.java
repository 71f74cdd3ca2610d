package ticketing.chassis.admin;

import io.dropwizard.core.setup.Environment;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.contracts.Page;
import ticketing.contracts.admin.AuditRepresentation;
import ticketing.contracts.admin.ReasonRequest;

/** Who did what, when and why: what admins do is in it if and only if it is done. */
public final class Audit {

  private final Jdbi jdbi;
  private final InstantSource clock;

  Audit(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Lets admins read it at {@code /admin/audit}. */
  public static Audit open(Jdbi jdbi, InstantSource clock, Environment environment) {
    var audit = new Audit(jdbi, clock);
    environment.jersey().register(new AuditResource(audit));
    return audit;
  }

  /**
   * Call in the transaction of the action.
   *
   * @param what the action, such as {@code parked.replay}
   * @param subject the id of what it is done to
   */
  public void write(Handle handle, Caller who, String what, Object subject, ReasonRequest why) {
    handle
        .attach(AuditDao.class)
        .insert(who.userId(), what, subject.toString(), why.reason().strip(), clock.instant());
  }

  /** Newest first, of those that are as the filters say. */
  Page<AuditRepresentation> list(
      @Nullable UUID who,
      @Nullable String what,
      @Nullable String subject,
      int first,
      @Nullable String after) {
    Long behind = after == null ? null : Cursor.position(after);
    List<AuditRepresentation> rows =
        jdbi.withExtension(AuditDao.class, dao -> dao.list(who, what, subject, behind, first + 1));
    return Pages.of(rows, first, row -> Cursor.of(row.id()), row -> row);
  }
}
