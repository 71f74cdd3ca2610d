package ticketing.gateway;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import ticketing.chassis.http.TraceInLogs;

/**
 * Gives each request a trace, its caller's where it brings one, and tells its id with the answer:
 * {@code Trace-Id}, 32 hexadecimal digits.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
final class TraceIds implements Filter {

  static final String TRACE_ID = "Trace-Id";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer) {
      String traceparent = traceparent(http.getHeader(TraceInLogs.TRACEPARENT));
      String trace = traceparent.substring(3, 35);
      answer.setHeader(TRACE_ID, trace);
      try (var within = MDC.putCloseable(TraceInLogs.TRACE_ID, trace)) {
        chain.doFilter(new Traced(http, traceparent), response);
      }
    } else {
      chain.doFilter(request, response);
    }
  }

  private static String traceparent(@Nullable String told) {
    if (told != null && TraceInLogs.idOf(told).isPresent()) {
      return told;
    }
    var hex = HexFormat.of();
    var random = ThreadLocalRandom.current();
    // Made odd, so that none is all zeros; 00: nobody asked for it to be sampled.
    return "00-%s%s-%s-00"
        .formatted(
            hex.toHexDigits(random.nextLong()),
            hex.toHexDigits(random.nextLong() | 1),
            hex.toHexDigits(random.nextLong() | 1));
  }

  private static final class Traced extends HttpServletRequestWrapper {

    private final String traceparent;

    Traced(HttpServletRequest request, String traceparent) {
      super(request);
      this.traceparent = traceparent;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase(TraceInLogs.TRACEPARENT) ? traceparent : super.getHeader(name);
    }
  }
}
