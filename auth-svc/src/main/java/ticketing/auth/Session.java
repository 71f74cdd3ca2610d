package ticketing.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.chassis.events.Event;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.SessionState;

/**
 * A row of {@code sessions}.
 *
 * @param version 0 while it lives, 1 once it ended: what was told of it
 * @param renewedAt when an access token was last given to it
 */
public record Session(
    UUID id,
    UUID userId,
    int version,
    Instant createdAt,
    Instant renewedAt,
    @Nullable Instant endedAt) {

  /** How long after its beginning it ends, whatever happens. */
  static final Duration LONGEST = Duration.ofDays(30);

  /** How long after its last renewal it ends. */
  static final Duration IDLE = Duration.ofDays(7);

  static Session begin(UUID id, UUID userId, Instant now) {
    return new Session(id, userId, 0, now, now, null);
  }

  /** The session with a new access token; none once it ended, be it for its age. */
  Optional<Session> renew(Instant now) {
    return endedAt == null && now.isBefore(renewedAt.plus(IDLE)) && now.isBefore(endsAt())
        ? Optional.of(new Session(id, userId, version, createdAt, now, null))
        : Optional.empty();
  }

  /** When it ends at the latest, and with it all of its access tokens. */
  Instant endsAt() {
    return createdAt.plus(LONGEST);
  }

  Decision<Session> end(Instant now) {
    if (endedAt != null) {
      return new Refusal<>(ErrorCode.UNAUTHENTICATED, "the session ended already");
    }
    var ended = new Session(id, userId, version + 1, createdAt, renewedAt, now);
    var state = new SessionState(id, userId, now, ended.version);
    return new Change<>(ended, new Event<>(Events.SESSION_ENDED, id, ended.version, now, state));
  }
}
