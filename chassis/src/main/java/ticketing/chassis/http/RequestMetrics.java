package ticketing.chassis.http;

import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.uri.UriTemplate;
import ticketing.chassis.observe.Metrics;
import ticketing.chassis.observe.Step;

/** Counts and times requests by method, path template and status, all of them few. */
final class RequestMetrics implements ApplicationEventListener {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Histogram seconds;

  RequestMetrics(Environment environment) {
    this.seconds =
        Metrics.of(environment)
            .seconds(
                "http_request_duration_seconds",
                "Requests by method, path template (none: no such path) and status",
                "method",
                "path",
                "status");
  }

  @Override
  public void onEvent(ApplicationEvent event) {
    // The application's start is nothing to count.
  }

  @Override
  public RequestEventListener onRequest(RequestEvent begun) {
    long from = System.nanoTime();
    return event -> {
      if (event.getType() == RequestEvent.Type.FINISHED) {
        double took = (System.nanoTime() - from) / (double) TimeUnit.SECONDS.toNanos(1);
        String method = method(event);
        String path = path(event);
        seconds.labelValues(method, path, status(event)).observe(took);
        name(Step.current(), method, path);
      }
    };
  }

  private static void name(Step step, String method, String path) {
    if (step.isTold()) {
      step.name(method + " " + path).tell("http.request.method", method).tell("http.route", path);
    }
  }

  private static String method(RequestEvent event) {
    String method = event.getContainerRequest().getMethod();
    return METHODS.contains(method) ? method : "other";
  }

  private static String path(RequestEvent event) {
    var path = new StringBuilder();
    for (UriTemplate template : event.getUriInfo().getMatchedTemplates()) {
      path.insert(0, template.getTemplate());
    }
    return path.isEmpty() ? "none" : path.toString().replace("//", "/");
  }

  private static String status(RequestEvent event) {
    var response = event.getContainerResponse();
    return response == null ? "none" : String.valueOf(response.getStatus());
  }
}
