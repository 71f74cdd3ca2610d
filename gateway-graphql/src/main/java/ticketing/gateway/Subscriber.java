package ticketing.gateway;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who subscribes.
 *
 * @param name a user or an address
 * @param session whose end ends the subscription; null for who is signed out
 * @param until when to look again whether the session lives; null for never
 */
record Subscriber(String name, @Nullable UUID session, @Nullable Instant until) {

  /** Known until then at least. */
  Subscriber knownUntil(Instant least) {
    return until != null && until.isBefore(least) ? new Subscriber(name, session, least) : this;
  }
}
