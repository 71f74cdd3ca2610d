package ticketing.contracts.auth;

import java.time.Instant;

/**
 * A session that began or was renewed.
 *
 * @param accessToken a JWT for {@code Authorization: Bearer}
 * @param expiresAt when the access token ends; the session can be renewed until then
 */
public record SessionRepresentation(
    UserRepresentation user, String accessToken, Instant expiresAt) {

  /** Keeps the token out of logs. */
  @Override
  public String toString() {
    return "SessionRepresentation[user=" + user + ", expiresAt=" + expiresAt + "]";
  }
}
