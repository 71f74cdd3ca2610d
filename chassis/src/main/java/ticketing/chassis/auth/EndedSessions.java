package ticketing.chassis.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import ticketing.contracts.events.SessionState;

/**
 * The sessions that ended within the last 16 minutes: a minute longer than a token given to one of
 * them can live.
 */
public final class EndedSessions {

  /** How far back sessions are remembered. */
  public static final Duration REMEMBERED = AccessTokens.LIFETIME.plusMinutes(1);

  private final Map<UUID, Instant> endedAt = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public EndedSessions(InstantSource clock) {
    this.clock = clock;
  }

  /** Remembers a session that ended, and forgets those whose tokens are all expired. */
  public void add(SessionState session) {
    Instant oldest = clock.instant().minus(REMEMBERED);
    endedAt.values().removeIf(oldest::isAfter);
    if (!session.endedAt().isBefore(oldest)) {
      endedAt.put(session.id(), session.endedAt());
    }
  }

  /** Whether its tokens are refused. */
  public boolean contains(UUID sessionId) {
    return endedAt.containsKey(sessionId);
  }
}
