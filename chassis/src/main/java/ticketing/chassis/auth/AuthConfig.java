package ticketing.chassis.auth;

import jakarta.validation.constraints.NotNull;
import java.net.URI;

/**
 * Where access tokens come from.
 *
 * @param url auth-svc's address, {@code http://host:port}
 */
public record AuthConfig(@NotNull URI url) {}
