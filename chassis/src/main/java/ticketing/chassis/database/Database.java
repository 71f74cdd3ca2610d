package ticketing.chassis.database;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.jdbi3.JdbiFactory;
import io.dropwizard.util.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.observe.Tracing;

/**
 * The service's database, migrated: first the chassis' tables ({@code db/chassis}), then the
 * service's own ({@code db/migration}), each with a history of its own.
 */
public final class Database {

  // So that a frozen instance holds no lock, and nobody waits for one without end.
  private static final String SESSION_BOUNDS =
      "-c idle_in_transaction_session_timeout=2s -c lock_timeout=5s -c statement_timeout=10s";

  private final DatabaseConfig config;
  private final Jdbi jdbi;
  private final @Nullable DataSource pool;

  private Database(DatabaseConfig config, Jdbi jdbi, @Nullable DataSource pool) {
    this.config = config;
    this.jdbi = jdbi;
    this.pool = pool;
  }

  /** Migrates the database and opens its pool, which ends with the application. */
  public static Database open(DatabaseConfig config, Environment environment) {
    migrate(config);
    DataSourceFactory settings = pool(config);
    ManagedDataSource pool = settings.build(environment.metrics(), "database");
    Jdbi jdbi = new JdbiFactory().build(environment, settings, pool, "database");
    StatementSteps.tell(jdbi, Tracing.of(environment));
    return new Database(config, configure(jdbi), pool);
  }

  /** The database as it stands, for a command; connections are opened one by one. */
  public static Database connect(DatabaseConfig config) {
    var properties = connectionProperties(config, SESSION_BOUNDS);
    var jdbi = Jdbi.create(config.url(), properties).installPlugins();
    return new Database(config, configure(jdbi), null);
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /** The pool of an application's database, for a library that needs one. */
  public DataSource pool() {
    return Objects.requireNonNull(pool, "opened without a pool");
  }

  /**
   * Opens connections outside the pool that the server ends after two idle seconds, and with them
   * the advisory locks that they hold: a frozen holder loses its lock.
   */
  public Jdbi lockSessions() {
    var bounds = SESSION_BOUNDS + " -c idle_session_timeout=2s";
    return configure(
        Jdbi.create(config.url(), connectionProperties(config, bounds)).installPlugins());
  }

  private static Jdbi configure(Jdbi jdbi) {
    // A failure's message goes to the logs: no values of the statement's in it.
    jdbi.configure(
        StatementExceptions.class, config -> config.setMessageRendering(MessageRendering.NONE));
    return jdbi.registerArrayType(UUID.class, "uuid").registerArgument(new UuidArguments());
  }

  private static void migrate(DatabaseConfig config) {
    migrate(config, "classpath:db/chassis", "chassis_history");
    migrate(config, "classpath:db/migration", "service_history");
  }

  private static void migrate(DatabaseConfig config, String location, String history) {
    Flyway.configure()
        .dataSource(config.url(), config.user(), config.password().value())
        .jdbcProperties(migrationProperties())
        .locations(location)
        .table(history)
        // The other history's tables are there already.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .failOnMissingLocations(false)
        .load()
        .migrate();
  }

  /** A migration may take its time, but must not wait for a lock with everyone queued behind it. */
  private static Map<String, String> migrationProperties() {
    return Map.of(
        "options", "-c lock_timeout=5s",
        "connectTimeout", "3",
        "tcpKeepAlive", "true");
  }

  private static DataSourceFactory pool(DatabaseConfig config) {
    var pool = new DataSourceFactory();
    pool.setDriverClass("org.postgresql.Driver");
    pool.setUrl(config.url());
    pool.setUser(config.user());
    pool.setPassword(config.password().value());
    pool.setProperties(Map.copyOf(driverProperties(SESSION_BOUNDS)));
    pool.setInitialSize(2);
    pool.setMinSize(2);
    pool.setMaxSize(config.poolSize());
    pool.setMaxWaitForConnection(Duration.seconds(5));
    pool.setCheckConnectionWhileIdle(true);
    pool.setCheckConnectionOnBorrow(true);
    pool.setValidationInterval(Duration.seconds(5));
    pool.setValidationQuery("select 1");
    pool.setValidationQueryTimeout(Duration.seconds(2));
    pool.setAutoCommentsEnabled(false);
    // Whoever takes a connection finds it so, however the one before left it.
    pool.setAutoCommitByDefault(true);
    pool.setJdbcInterceptors(Optional.of("ConnectionState"));
    return pool;
  }

  private static Properties connectionProperties(DatabaseConfig config, String bounds) {
    var properties = new Properties();
    properties.putAll(driverProperties(bounds));
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password().value());
    return properties;
  }

  private static Map<String, String> driverProperties(String bounds) {
    return Map.of(
        "options", bounds,
        // Nor the row that a constraint refused.
        "logServerErrorDetail", "false",
        // A prepared `select *` goes on when a newer version has added to its table.
        "autosave", "conservative",
        "cleanupSavepoints", "true",
        "connectTimeout", "3",
        "socketTimeout", "15",
        "tcpKeepAlive", "true");
  }
}
