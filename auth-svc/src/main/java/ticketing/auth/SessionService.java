package ticketing.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.auth.AccessTokens;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.database.Ids;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.auth.CredentialsRequest;
import ticketing.contracts.auth.SessionRepresentation;
import ticketing.contracts.auth.UserRepresentation;

/** Begins, renews and ends sessions. */
final class SessionService {

  private final Jdbi jdbi;
  private final SessionEnds ends;
  private final Passwords passwords;
  private final AccessTokens tokens;
  private final InstantSource clock;

  SessionService(
      Jdbi jdbi, SessionEnds ends, Passwords passwords, AccessTokens tokens, InstantSource clock) {
    this.jdbi = jdbi;
    this.ends = ends;
    this.passwords = passwords;
    this.tokens = tokens;
    this.clock = clock;
  }

  SignedIn signIn(CredentialsRequest credentials) {
    String email = User.canonical(credentials.email());
    // Who is disabled is as who is unknown: nobody learns that the password was right.
    Optional<User> user =
        jdbi.withExtension(UserDao.class, dao -> dao.byEmail(email))
            .filter(found -> !found.isDisabled());
    String hash = user.map(User::passwordHash).orElse(null);
    if (!passwords.matches(credentials.password(), hash)) {
      throw invalid();
    }
    return begin(user.orElseThrow().id());
  }

  private SignedIn begin(UUID userId) {
    var session = Session.begin(Ids.next(), userId, clock.instant());
    var secret = SessionSecret.next();
    // The row may have changed since the hash was read: then before this, or this session ends.
    User user =
        jdbi.inTransaction(handle -> {
          User held =
              handle
                  .attach(UserDao.class)
                  .hold(userId)
                  .filter(found -> !found.isDisabled())
                  .orElseThrow(SessionService::invalid);
          handle.attach(SessionDao.class).insert(session, secret.hash());
          return held;
        });
    return new SignedIn(represent(session, user), secret);
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
      Optional<Session> session = handle.attach(SessionDao.class).byId(caller.sessionId());
      session.ifPresent(found -> ends.end(handle, found, clock.instant()));
    });
  }

  /** With a new access token. */
  SessionRepresentation represent(Session session, User user) {
    Instant now = session.renewedAt();
    Instant expiresAt = earlier(now.plus(AccessTokens.LIFETIME), session.endsAt());
    String token = tokens.sign(new Caller(user.id(), session.id(), user.role()), now, expiresAt);
    return new SessionRepresentation(
        new UserRepresentation(user.id(), user.email()),
        token,
        // As in the token: in whole seconds.
        expiresAt.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static ProblemException invalid() {
    return new ProblemException(
        ErrorCode.INVALID_CREDENTIALS, "no user has this email and this password");
  }

  private static ProblemException ended() {
    return new ProblemException(ErrorCode.UNAUTHENTICATED, "the session ended");
  }
}
