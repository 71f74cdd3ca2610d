package ticketing.chassis.testing;

import io.dropwizard.core.setup.Environment;
import ticketing.chassis.database.Database;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.observe.Secret;
import ticketing.dev.LocalPostgres;

/** A service's database for tests: migrated, with connections that are kept. */
public final class TestDatabase {

  private static final int POOL = 8;

  private TestDatabase() {}

  /** One that nobody else has. */
  public static Database fresh() {
    return open(LocalPostgres.shared().fresh());
  }

  /** To look into what a service keeps. */
  public static Database open(LocalPostgres.Database at) {
    return Database.open(config(at), new Environment("tests"));
  }

  /** As a service would be told of it. */
  public static DatabaseConfig config(LocalPostgres.Database at) {
    return new DatabaseConfig(at.url(), at.user(), new Secret(at.password()), POOL);
  }
}
