package ticketing.auth;

import static org.awaitility.Awaitility.await;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.DropwizardTestSupport.ServiceListener;
import java.net.URI;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import ticketing.chassis.database.Database;
import ticketing.chassis.testing.Scrape;
import ticketing.chassis.testing.TestDatabase;
import ticketing.dev.LocalNats;
import ticketing.dev.LocalPostgres;

/** Gives tests two ready instances of auth-svc on one database, the same for all tests. */
final class TwoInstances implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Pair.class;
  }

  @Override
  public Pair resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared();
  }

  /** For tests that are not made by Jupiter. */
  static Pair shared() {
    return Once.PAIR;
  }

  /** What did not start once is not started again for the next test. */
  private static final class Once {
    private static final Pair PAIR = new Pair();
  }

  /** The instances, and a look at what they share. */
  static final class Pair {

    private final LocalPostgres.Database database = LocalPostgres.shared().fresh();
    private final DropwizardTestSupport<AuthConfiguration> first = start("first", database);
    private final DropwizardTestSupport<AuthConfiguration> second = start("second", database);
    private final Database third = TestDatabase.open(database);

    AuthClient first() {
      return new AuthClient(first.getLocalPort());
    }

    AuthClient second() {
      return new AuthClient(second.getLocalPort());
    }

    /** What the first tells Prometheus now. */
    Scrape scrapeFirst() {
      return Scrape.of(URI.create("http://127.0.0.1:" + first.getAdminPort()));
    }

    /** Of the first. */
    Environment environment() {
      return first.getEnvironment();
    }

    LocalPostgres.Database database() {
      return database;
    }

    Jdbi jdbi() {
      return third.jdbi();
    }

    /** A third instance's. */
    DataSource pool() {
      return third.pool();
    }

    <T> T one(String sql, Class<T> type) {
      return third.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(type).one());
    }

    long count(String sql) {
      return one(sql, Long.class);
    }
  }

  private static DropwizardTestSupport<AuthConfiguration> start(
      String name, LocalPostgres.Database database) {
    var application =
        new DropwizardTestSupport<>(
            AuthApplication.class,
            "config.yml",
            name,
            ConfigOverride.config(name, "server.applicationConnectors[0].port", "0"),
            ConfigOverride.config(name, "server.adminConnectors[0].port", "0"),
            ConfigOverride.config(name, "logging.loggers.ticketing\\.auth", "DEBUG"),
            ConfigOverride.config(name, "logging.loggers.ticketing\\.chassis", "DEBUG"),
            ConfigOverride.config(name, "keys.readEvery", "PT0.2S"),
            ConfigOverride.config(name, "database.url", database.url()),
            ConfigOverride.config(name, "database.user", database.user()),
            ConfigOverride.config(name, "database.password", database.password()),
            ConfigOverride.config(name, "events.url", LocalNats.shared().url()),
            ConfigOverride.config(name, "events.instance", name));
    application.addListener(
        new ServiceListener<>() {
          @Override
          public void onRun(
              AuthConfiguration config,
              Environment environment,
              DropwizardTestSupport<AuthConfiguration> support) {
            environment.jersey().register(new AdminsOnlyResource());
          }
        });
    try {
      application.before();
    } catch (Exception e) {
      throw new IllegalStateException("auth-svc did not start", e);
    }
    var client = new AuthClient(application.getLocalPort());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.get("/health-check?type=ready", null).status() == 200);
    return application;
  }
}
