package ticketing.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;

/** What a request says who its caller is by. */
sealed interface Credential {

  /** Nothing: the caller is signed out. */
  record None() implements Credential {}

  /**
   * An access token, of an application that keeps it itself.
   *
   * @param authorization the header with it
   */
  record Token(String authorization) implements Credential {

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
      return "Token[]";
    }
  }

  /** The secret of a session, which a browser keeps in a cookie. */
  record Secret(String text) implements Credential {

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
      return "Secret[]";
    }
  }

  /** Where a request may begin that a browser sends. */
  Set<String> OWN_SITE = Set.of("same-origin", "none");

  /**
   * The header {@code Authorization} decides where there is one, without it the cookie.
   *
   * @throws RefusedException FORBIDDEN, where another site's page has a browser send the request
   *     (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header)
   */
  static Credential of(HttpServletRequest http) {
    if (!OWN_SITE.containsAll(Collections.list(http.getHeaders("Sec-Fetch-Site")))) {
      throw RefusedException.of(
          ErrorCode.FORBIDDEN, "Pages of other sites may not ask: the request's Sec-Fetch-Site.");
    }
    @Nullable String authorization = http.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")
          ? new Token(authorization)
          : new None();
    }
    return SessionCookie.secret(http).<Credential>map(Secret::new).orElseGet(None::new);
  }
}
