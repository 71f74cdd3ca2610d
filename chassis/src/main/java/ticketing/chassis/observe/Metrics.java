package ticketing.chassis.observe;

import com.codahale.metrics.MetricFilter;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.CustomLabelMapper;
import io.prometheus.metrics.instrumentation.dropwizard5.labels.MapperConfig;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An application's metrics for Prometheus, {@code GET /prometheus} at its admin port: those named
 * here, and what its libraries count with Dropwizard. Asking again for a name gives the same one.
 *
 * @see <a href="https://prometheus.io/docs/practices/naming/">How metrics are named</a>
 */
public final class Metrics {

  private static final String POOL = "io.dropwizard.db.ManagedPooledDataSource.database.";
  // Told with labels by whoever counts them.
  private static final MetricFilter OTHERS = (name, metric) -> !name.startsWith("events.");

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Map<String, Collector> collectors = new ConcurrentHashMap<>();

  private Metrics(Environment environment) {
    DropwizardExports.builder()
        .dropwizardRegistry(environment.metrics())
        .metricFilter(OTHERS)
        .customLabelMapper(
            new CustomLabelMapper(
                List.of(
                    pool("active", "database_pool_active_connections"),
                    pool("idle", "database_pool_idle_connections"),
                    pool("size", "database_pool_connections"),
                    pool("waiting", "database_pool_waiting_threads"))))
        .register(registry);
    environment
        .admin()
        .addServlet("prometheus", new PrometheusMetricsServlet(registry))
        .addMapping("/prometheus");
  }

  private static MapperConfig pool(String what, String name) {
    return new MapperConfig(POOL + what, name, Map.of());
  }

  /** The application's. */
  public static Metrics of(Environment environment) {
    var context = environment.getAdminContext();
    synchronized (context) {
      if (context.getAttribute(Metrics.class.getName()) instanceof Metrics metrics) {
        return metrics;
      }
      var metrics = new Metrics(environment);
      context.setAttribute(Metrics.class.getName(), metrics);
      return metrics;
    }
  }

  /**
   * Counts what happens.
   *
   * @param name ends in {@code _total}
   */
  public Counter counter(String name, String help, String... labels) {
    return registered(
        Counter.class,
        name,
        () -> Counter.builder().name(name).help(help).labelNames(labels).build());
  }

  /** Tells what something else counts, asked at each scrape. */
  public void counts(
      String name, String help, List<String> labels, Consumer<CounterWithCallback.Callback> told) {
    registered(
        CounterWithCallback.class,
        name,
        () ->
            CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(told)
                .build());
  }

  /** Tells how something stands, asked at each scrape: what takes a query is to be Measured. */
  public void gauge(
      String name, String help, List<String> labels, Consumer<GaugeWithCallback.Callback> told) {
    registered(
        GaugeWithCallback.class,
        name,
        () ->
            GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(told)
                .build());
  }

  /**
   * How long something took or was late, 5 ms to 10 s in its buckets.
   *
   * @param name ends in {@code _seconds}
   */
  public Histogram seconds(String name, String help, String... labels) {
    return registered(
        Histogram.class,
        name,
        () -> Histogram.builder().name(name).help(help).labelNames(labels).classicOnly().build());
  }

  private <C extends Collector> C registered(Class<C> kind, String name, Supplier<C> made) {
    return kind.cast(
        collectors.computeIfAbsent(
            name,
            _ -> {
              C collector = made.get();
              registry.register(collector);
              return collector;
            }));
  }
}
