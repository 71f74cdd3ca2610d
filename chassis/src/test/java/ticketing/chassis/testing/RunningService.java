package ticketing.chassis.testing;

import static org.awaitility.Awaitility.await;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import ticketing.chassis.auth.TestTokens;
import ticketing.dev.LocalNats;
import ticketing.dev.LocalPostgres;

/**
 * An instance of a service as its {@code config.yml} starts it, on free ports, with access tokens
 * of {@link TestTokens#shared()}.
 */
public final class RunningService implements AutoCloseable {

  private static final AtomicInteger STARTED = new AtomicInteger();

  static {
    // Looks are cheap here, and events take milliseconds; a busy machine may take its time.
    Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  private final DropwizardTestSupport<?> support;
  private final RestClient client;

  private RunningService(DropwizardTestSupport<?> support) {
    this.support = support;
    this.client = RestClient.ofService(url(support.getLocalPort()));
  }

  /** Starts one without a database, and waits until it is ready. */
  public static <C extends Configuration> RunningService start(
      Class<? extends Application<C>> application, LocalNats nats, Map<String, String> overrides) {
    return start(application, nats, Map.of(), overrides);
  }

  /**
   * Starts one, and waits until it is ready.
   *
   * @param overrides keys of the YAML, dots between, and their values
   */
  public static <C extends Configuration> RunningService start(
      Class<? extends Application<C>> application,
      LocalNats nats,
      LocalPostgres.Database database,
      Map<String, String> overrides) {
    var connected =
        Map.of(
            "database.url", database.url(),
            "database.user", database.user(),
            "database.password", database.password(),
            "auth.url", TestTokens.shared().url().toString());
    return start(application, nats, connected, overrides);
  }

  private static <C extends Configuration> RunningService start(
      Class<? extends Application<C>> application,
      LocalNats nats,
      Map<String, String> connected,
      Map<String, String> overrides) {
    int number = STARTED.incrementAndGet();
    Map<String, String> values = new HashMap<>(connected);
    values.put("events.url", nats.url());
    values.put("events.instance", String.valueOf(number));
    values.put("server.applicationConnectors[0].port", "0");
    values.put("server.adminConnectors[0].port", "0");
    values.put("logging.level", "WARN");
    values.putAll(overrides);
    // Overrides are system properties: a prefix of its own keeps instances apart.
    String prefix = "instance" + number;
    var support =
        new DropwizardTestSupport<>(
            application,
            "config.yml",
            prefix,
            values.entrySet().stream()
                .map(value -> ConfigOverride.config(prefix, value.getKey(), value.getValue()))
                .toArray(ConfigOverride[]::new));
    try {
      support.before();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    var running = new RunningService(support);
    await().until(running::isReady);
    return running;
  }

  /** Whether it would be sent requests. */
  public boolean isReady() {
    return client.get("/health-check?type=ready").status() == 200;
  }

  /** Calls it, signed out. */
  public RestClient client() {
    return client;
  }

  /** Where it listens. */
  public URI url() {
    return url(support.getLocalPort());
  }

  /** Calls its admin port. */
  public RestClient admin() {
    return new RestClient(adminUrl());
  }

  /** Its admin port. */
  public URI adminUrl() {
    return url(support.getAdminPort());
  }

  /** What it tells Prometheus now. */
  public Scrape scrape() {
    return Scrape.of(url(support.getAdminPort()));
  }

  public Environment environment() {
    return support.getEnvironment();
  }

  /** The count of a metric. */
  public long count(String metric) {
    return environment().metrics().counter(metric).getCount();
  }

  /** Stops it as SIGTERM does. */
  @Override
  public void close() {
    support.after();
  }

  private static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
