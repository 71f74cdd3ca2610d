package ticketing.chassis.http;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.health.HealthStatusChecker;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;

/**
 * Whether this instance is to get requests. {@code GET /ready} of the admin port answers 200 or 503
 * for who routes them; and while it is not ready, as while it drains, each answer of the
 * application's port ends its connection, so that who kept it goes elsewhere.
 */
final class Readiness {

  private final Environment environment;

  private Readiness(Environment environment) {
    this.environment = environment;
  }

  static void install(Environment environment) {
    var readiness = new Readiness(environment);
    environment.admin().addServlet("ready", readiness.new Answer()).addMapping("/ready");
    var leaving = environment.servlets().addFilter("leaving", readiness.new Leaving());
    leaving.setAsyncSupported(true);
    leaving.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  private boolean isReady() {
    return environment.health().healthStateAggregator() instanceof HealthStatusChecker checker
        && checker.isHealthy();
  }

  private final class Answer extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      response.setHeader("Cache-Control", "no-store");
      response.setStatus(
          isReady() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private final class Leaving implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      if (!isReady() && response instanceof HttpServletResponse answer) {
        answer.setHeader("Connection", "close");
      }
      chain.doFilter(request, response);
    }
  }
}
