package ticketing.contracts.auth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Asks for an access token of a session.
 *
 * @param secret what the session's cookie carries, 1 to 128 characters
 */
public record ExchangeSessionRequest(@NotNull @Size(min = 1, max = 128) String secret) {

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "ExchangeSessionRequest[]";
  }
}
