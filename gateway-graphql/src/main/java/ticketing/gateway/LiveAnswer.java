package ticketing.gateway;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a request for an event stream is answered with.
 *
 * @param type of what is sent
 * @param cookie header for the caller's browser; null for none
 */
record LiveAnswer(int status, String type, @Nullable String cookie, Body body) {

  /** Writes what is sent, which may take as long as the caller likes. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  static LiveAnswer stream(Body body) {
    return new LiveAnswer(200, "text/event-stream;charset=utf-8", null, body);
  }

  /** Instead of a stream, so that the client comes again by itself. */
  static LiveAnswer json(int status, byte[] json) {
    return new LiveAnswer(status, "application/json", null, out -> out.write(json));
  }

  LiveAnswer with(@Nullable String setCookie) {
    return new LiveAnswer(status, type, setCookie, body);
  }

  /** Past Jersey, which would hold back what it is given until it has 8 KiB. */
  void writeTo(HttpServletResponse out) throws IOException {
    out.setStatus(status);
    out.setContentType(type);
    out.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // Its connection is watched, and serves nothing else.
    out.setHeader("Connection", "close");
    // Else nginx would hold events back.
    out.setHeader("X-Accel-Buffering", "no");
    if (cookie != null) {
      out.addHeader(HttpHeaders.SET_COOKIE, cookie);
    }
    // Each event is sent at once, so that a larger one would lie idle.
    out.setBufferSize(1024);
    body.writeTo(out.getOutputStream());
    // All is said: what Jersey adds comes too late.
    out.flushBuffer();
  }
}
