package ticketing.chassis.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the id of a request's trace into its log lines, {@code traceId}.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public final class TraceInLogs implements Filter {

  /** Its name in log lines. */
  public static final String TRACE_ID = "traceId";

  /** The header that tells of a trace. */
  public static final String TRACEPARENT = "traceparent";

  // All zeros are no ids.
  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  /** The trace's id, of a traceparent that is one: 32 hexadecimal digits. */
  public static Optional<String> idOf(@Nullable String traceparent) {
    if (traceparent == null) {
      return Optional.empty();
    }
    var valid = VALID.matcher(traceparent);
    return valid.matches() ? Optional.of(valid.group(1)) : Optional.empty();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<String> trace =
        request instanceof HttpServletRequest http
            ? idOf(http.getHeader(TRACEPARENT))
            : Optional.empty();
    if (trace.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    try (var within = MDC.putCloseable(TRACE_ID, trace.get())) {
      chain.doFilter(request, response);
    }
  }
}
