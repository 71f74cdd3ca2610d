package ticketing.chassis.auth;

import io.dropwizard.auth.AuthFilter;
import io.dropwizard.auth.Authenticator;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.http.Problems;
import ticketing.contracts.ErrorCode;

/**
 * Takes access tokens from the header {@code Authorization: Bearer} (RFC 6750, section 2.1) and
 * nowhere else: one in an address would end up in logs.
 */
@Priority(Priorities.AUTHENTICATION)
public final class BearerFilter extends AuthFilter<String, Caller> {

  private static final String SCHEME = "Bearer";

  BearerFilter(Authenticator<String, Caller> authenticator) {
    this.authenticator = authenticator;
    this.authorizer = (caller, role, request) -> caller.role().equals(role);
  }

  /** The access token in an {@code Authorization} header, valid or not. */
  public static Optional<String> token(@Nullable String authorization) {
    if (authorization == null) {
      return Optional.empty();
    }
    String[] parts = authorization.strip().split(" +", 2);
    return parts.length == 2 && parts[0].equalsIgnoreCase(SCHEME)
        ? Optional.of(parts[1])
        : Optional.empty();
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String token = token(request.getHeaderString(HttpHeaders.AUTHORIZATION)).orElse(null);
    if (!authenticate(request, token, SCHEME)) {
      throw new WebApplicationException(
          Problems.answer(ErrorCode.UNAUTHENTICATED, "sign in, or renew your session"));
    }
  }
}
