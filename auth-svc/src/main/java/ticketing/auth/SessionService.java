package ticketing.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.auth.AccessTokens;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.auth.CredentialsRequest;
import ticketing.contracts.auth.SessionRepresentation;
import ticketing.contracts.auth.UserRepresentation;

/** Begins, renews and ends sessions. */
final class SessionService {

  private final Jdbi jdbi;
  private final EventLog log;
  private final Passwords passwords;
  private final AccessTokens tokens;
  private final InstantSource clock;

  SessionService(
      Jdbi jdbi, EventLog log, Passwords passwords, AccessTokens tokens, InstantSource clock) {
    this.jdbi = jdbi;
    this.log = log;
    this.passwords = passwords;
    this.tokens = tokens;
    this.clock = clock;
  }

  SignedIn signIn(CredentialsRequest credentials) {
    String email = User.canonical(credentials.email());
    Optional<User> user = jdbi.withExtension(UserDao.class, dao -> dao.byEmail(email));
    String hash = user.map(User::passwordHash).orElse(null);
    if (!passwords.matches(credentials.password(), hash)) {
      throw new ProblemException(
          ErrorCode.INVALID_CREDENTIALS, "no user has this email and this password");
    }
    var session = Session.begin(Ids.next(), user.orElseThrow().id(), clock.instant());
    var secret = SessionSecret.next();
    jdbi.useExtension(SessionDao.class, dao -> dao.insert(session, secret.hash()));
    return new SignedIn(represent(session, user.orElseThrow()), secret);
  }

  SessionRepresentation renew(Caller caller) {
    return renew(dao -> dao.byId(caller.sessionId()));
  }

  /** Renews the session that has this secret. */
  SessionRepresentation exchange(SessionSecret secret) {
    return renew(dao -> dao.bySecret(secret.hash()));
  }

  private SessionRepresentation renew(Function<SessionDao, Optional<Session>> find) {
    Instant now = clock.instant();
    Session session =
        jdbi.inTransaction(handle -> {
          var dao = handle.attach(SessionDao.class);
          return find.apply(dao)
              .flatMap(live -> live.renew(now))
              .filter(dao::renew)
              .orElseThrow(SessionService::ended);
        });
    User user =
        jdbi.withExtension(UserDao.class, dao -> dao.byId(session.userId()))
            .orElseThrow(SessionService::ended);
    return represent(session, user);
  }

  /** Ends the session that the token was given to; without a valid token there is none to end. */
  void signOut(String token) {
    tokens.verify(token).ifPresent(this::end);
  }

  private void end(Caller caller) {
    jdbi.useTransaction(handle -> {
      var dao = handle.attach(SessionDao.class);
      Optional<Session> session = dao.byId(caller.sessionId());
      if (session.isEmpty()) {
        return;
      }
      switch (session.get().end(clock.instant())) {
        case Change<Session>(Session ended, Event<?> told) -> {
          if (dao.end(ended)) {
            log.append(handle, told);
          }
        }
        case Refusal<Session> already -> {}
      }
    });
  }

  /** With a new access token. */
  SessionRepresentation represent(Session session, User user) {
    Instant now = session.renewedAt();
    String token = tokens.sign(new Caller(user.id(), session.id(), user.role()), now);
    return new SessionRepresentation(
        new UserRepresentation(user.id(), user.email()),
        token,
        // As in the token: in whole seconds.
        now.plus(AccessTokens.LIFETIME).truncatedTo(ChronoUnit.SECONDS));
  }

  private static ProblemException ended() {
    return new ProblemException(ErrorCode.UNAUTHENTICATED, "the session ended");
  }
}
