package ticketing.gateway;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import ticketing.chassis.observe.Trace;

/** Tells the id of a request's trace with its answer: {@code Trace-Id}, 32 hexadecimal digits. */
final class TraceIds implements Filter {

  static final String TRACE_ID = "Trace-Id";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (response instanceof HttpServletResponse answer) {
      Trace.current().id().ifPresent(id -> answer.setHeader(TRACE_ID, id));
    }
    chain.doFilter(request, response);
  }
}
