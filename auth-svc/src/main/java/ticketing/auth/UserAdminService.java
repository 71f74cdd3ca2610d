package ticketing.auth;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.admin.Audit;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.auth.UserAccountRepresentation;

/** What admins may do with users. */
final class UserAdminService {

  private final Jdbi jdbi;
  private final UserChanges changes;
  private final Audit audit;
  private final InstantSource clock;

  UserAdminService(Jdbi jdbi, UserChanges changes, Audit audit, InstantSource clock) {
    this.jdbi = jdbi;
    this.changes = changes;
    this.audit = audit;
    this.clock = clock;
  }

  /** Newest first, of those that are as the filters say. */
  Page<UserAccountRepresentation> list(
      @Nullable String email,
      @Nullable UUID id,
      @Nullable String role,
      @Nullable Boolean disabled,
      int first,
      @Nullable String after) {
    String canonical = email == null ? null : User.canonical(email);
    UUID behind = after == null ? null : Cursor.id(after);
    List<User> rows =
        jdbi.withExtension(
            UserDao.class, dao -> dao.list(canonical, id, role, disabled, behind, first + 1));
    return Pages.of(rows, first, user -> Cursor.of(user.id()), UserAdminService::represent);
  }

  /** Who is an admin already stays one, and nothing is done. */
  UserAccountRepresentation grantAdmin(Caller caller, UUID id, ReasonRequest why) {
    return jdbi.inTransaction(handle ->
        change(
            handle,
            id,
            user -> {
              if (changes.makeAdmin(handle, user, clock.instant())) {
                audit.write(handle, caller, "user.grant-admin", id, why);
              }
            }));
  }

  /** Who is no admin stays as it is; the last one stays one, as nobody could make the next. */
  UserAccountRepresentation takeAdmin(Caller caller, UUID id, ReasonRequest why) {
    return jdbi.inTransaction(handle -> {
      refuseForLastAdmin(handle, id);
      return change(
          handle,
          id,
          user -> {
            if (changes.takeAdmin(handle, user, clock.instant()).isPresent()) {
              audit.write(handle, caller, "user.take-admin", id, why);
            }
          });
    });
  }

  /** Who is shut out already stays so; the last admin stays, as nobody could enable anyone. */
  UserAccountRepresentation disable(Caller caller, UUID id, ReasonRequest why) {
    return jdbi.inTransaction(handle -> {
      refuseForLastAdmin(handle, id);
      return change(
          handle,
          id,
          user -> {
            if (changes.disable(handle, user, clock.instant()).isPresent()) {
              audit.write(handle, caller, "user.disable", id, why);
            }
          });
    });
  }

  /** Who is not shut out stays as it is. */
  UserAccountRepresentation enable(Caller caller, UUID id, ReasonRequest why) {
    return jdbi.inTransaction(handle ->
        change(
            handle,
            id,
            user -> {
              if (changes.enable(handle, user, clock.instant())) {
                audit.write(handle, caller, "user.enable", id, why);
              }
            }));
  }

  private static void refuseForLastAdmin(Handle handle, UUID id) {
    // All, in one order, before the user: so two admins cannot each take the other's.
    if (handle.attach(UserDao.class).lockAdmins().equals(List.of(id))) {
      throw new ProblemException(ErrorCode.FORBIDDEN, "the last admin stays one");
    }
  }

  UserAccountRepresentation endSessions(Caller caller, UUID id, ReasonRequest why) {
    return jdbi.inTransaction(handle ->
        change(
            handle,
            id,
            user -> {
              var unused = changes.ends().endAll(handle, user.id(), clock.instant());
              audit.write(handle, caller, "user.end-sessions", id, why);
            }));
  }

  /** The action gets the user's row locked. */
  private static UserAccountRepresentation change(Handle handle, UUID id, Consumer<User> action) {
    var dao = handle.attach(UserDao.class);
    action.accept(dao.lockById(id).orElseThrow(() -> notFound(id)));
    return represent(dao.byId(id).orElseThrow());
  }

  private static ProblemException notFound(UUID id) {
    return new ProblemException(ErrorCode.NOT_FOUND, "there is no user " + id);
  }

  private static UserAccountRepresentation represent(User user) {
    return new UserAccountRepresentation(
        user.id(),
        user.email(),
        user.role(),
        user.disabledAt(),
        user.version(),
        user.createdAt(),
        user.updatedAt());
  }
}
