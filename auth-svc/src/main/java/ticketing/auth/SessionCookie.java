package ticketing.auth;

/**
 * The cookie that keeps a browser signed in, as a header {@code Set-Cookie} (RFC 6265): no script
 * reads it, and other sites' forms do not send it. Whoever answers over TLS adds {@code Secure}.
 */
final class SessionCookie {

  private static final String FORMAT =
      "ticketing_session=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%d";

  /** Removes it. */
  static final String REMOVED = FORMAT.formatted("", 0);

  private SessionCookie() {}

  /** As long as a session lives at most. */
  static String of(SessionSecret secret) {
    return FORMAT.formatted(secret.text(), Session.LONGEST.toSeconds());
  }
}
