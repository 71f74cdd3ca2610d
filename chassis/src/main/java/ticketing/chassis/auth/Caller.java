package ticketing.chassis.auth;

import java.security.Principal;
import java.util.UUID;

/**
 * Whoever a request's access token was given to.
 *
 * @param role {@code user} or {@code admin}
 */
public record Caller(UUID userId, UUID sessionId, String role) implements Principal {

  /** For {@code @RolesAllowed}. */
  public static final String ADMIN = "admin";

  public boolean isAdmin() {
    return role.equals(ADMIN);
  }

  @Override
  public String getName() {
    return userId.toString();
  }
}
