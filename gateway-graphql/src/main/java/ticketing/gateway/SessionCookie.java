package ticketing.gateway;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cookie with a session's secret, which auth-svc makes and browsers keep.
 *
 * @param text of the header {@code Set-Cookie}, without {@code Secure}
 */
record SessionCookie(String text) {

  private static final String NAME = "ticketing_session";

  /** Has the browser forget it. */
  static final SessionCookie REMOVED =
      new SessionCookie(NAME + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");

  /** The secret that a browser sent. */
  static Optional<String> secret(HttpServletRequest http) {
    Cookie @Nullable [] cookies = http.getCookies();
    return Stream.ofNullable(cookies)
        .flatMap(Arrays::stream)
        .filter(cookie -> cookie.getName().equals(NAME))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** The one among the {@code Set-Cookie} headers of auth-svc's answer. */
  static Optional<SessionCookie> among(Stream<String> headers) {
    return headers
        .filter(header -> header.startsWith(NAME + "="))
        .map(SessionCookie::new)
        .findFirst();
  }

  boolean removes() {
    return text.startsWith(NAME + "=;");
  }

  /**
   * As the browser gets it.
   *
   * @param secure whether it asked over TLS: then it sends the cookie over nothing else
   */
  String header(boolean secure) {
    return secure ? text + "; Secure" : text;
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "SessionCookie[]";
  }
}
