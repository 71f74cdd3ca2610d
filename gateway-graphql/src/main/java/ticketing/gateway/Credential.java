package ticketing.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** Where a request begins for which its browser may act for the user; others are told apart. */
  Set<String> OWN_SITE = Set.of("same-origin", "none");

  /**
   * The header {@code Authorization} decides where there is one. Without it the cookie does, but
   * not in what another site's page has the browser send
   * (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header).
   */
  static Credential of(HttpServletRequest http) {
    @Nullable String authorization = http.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")
          ? new Token(authorization)
          : new None();
    }
    @Nullable String site = http.getHeader("Sec-Fetch-Site");
    if (site != null && !OWN_SITE.contains(site)) {
      return new None();
    }
    return SessionCookie.secret(http).<Credential>map(Secret::new).orElseGet(None::new);
  }
}
