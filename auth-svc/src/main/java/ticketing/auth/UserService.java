package ticketing.auth;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.auth.CredentialsRequest;
import ticketing.contracts.auth.UserRepresentation;

/** Signs users up and tells of them. */
final class UserService {

  private final Jdbi jdbi;
  private final EventLog log;
  private final Passwords passwords;
  private final SessionService sessions;
  private final InstantSource clock;

  UserService(
      Jdbi jdbi, EventLog log, Passwords passwords, SessionService sessions, InstantSource clock) {
    this.jdbi = jdbi;
    this.log = log;
    this.passwords = passwords;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Makes a user and signs them in. */
  SignedIn signUp(CredentialsRequest credentials) {
    String hash = passwords.hash(credentials.password());
    Change<User> change = User.signUp(Ids.next(), credentials.email(), hash, clock.instant());
    User user = change.row();
    var session = Session.begin(Ids.next(), user.id(), user.createdAt());
    var secret = SessionSecret.next();
    jdbi.useTransaction(handle -> {
      if (!handle.attach(UserDao.class).insert(user)) {
        throw new ProblemException(ErrorCode.EMAIL_TAKEN, "someone has this email already");
      }
      log.append(handle, change.event());
      handle.attach(SessionDao.class).insert(session, secret.hash());
    });
    return new SignedIn(sessions.represent(session, user), secret);
  }

  UserRepresentation current(Caller caller) {
    return jdbi.withExtension(UserDao.class, dao -> dao.byId(caller.userId()))
        .map(user -> new UserRepresentation(user.id(), user.email()))
        .orElseThrow(
            () -> new ProblemException(ErrorCode.UNAUTHENTICATED, "there is no such user"));
  }

  /** Those that there are; the email in the caller's own alone. */
  List<UserRepresentation> many(List<UUID> ids, Optional<Caller> caller) {
    UUID self = caller.map(Caller::userId).orElse(null);
    return jdbi.withExtension(UserDao.class, dao -> dao.byIds(ids)).stream()
        .map(
            user -> new UserRepresentation(user.id(), user.id().equals(self) ? user.email() : null))
        .toList();
  }
}
