package ticketing.chassis.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import ticketing.chassis.observe.Step;
import ticketing.chassis.observe.Trace;
import ticketing.chassis.observe.Tracing;

/** Gives each request a place in a trace, its caller's where it brings one; but no probe. */
final class RequestTraces implements Filter {

  // Asked every few seconds, by those who run the application.
  private static final String HEALTH = "/health-check";

  private final Tracing tracing;

  RequestTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && !http.getRequestURI().equals(HEALTH)
        && response instanceof HttpServletResponse answer) {
      Trace cause = Trace.of(http.getHeader(Trace.TRACEPARENT));
      // RequestMetrics names it by its path template, once that is known.
      try (Step step = tracing.begin(Tracing.Kind.ANSWERS, "HTTP", cause);
          var within = step.trace().enter()) {
        chain.doFilter(request, response);
        tell(step, answer.getStatus());
      }
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void tell(Step step, int status) {
    step.tell("http.response.status_code", status);
    if (status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
      step.failed(Integer.toString(status));
    }
  }
}
