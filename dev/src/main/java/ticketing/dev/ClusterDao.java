package ticketing.dev;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** What the superuser of a PostgreSQL server does: roles and their databases. */
final class ClusterDao {
  static final String SUPERUSER = "postgres";

  private static final int LIMIT_SECONDS = 10;

  /** Names the lock of whoever closes the common databases. */
  private static final int CLOSING = 1;

  private final PGSimpleDataSource server = new PGSimpleDataSource();

  ClusterDao(int port, String password) {
    server.setServerNames(new String[] {"127.0.0.1"});
    server.setPortNumbers(new int[] {port});
    server.setDatabaseName("postgres");
    server.setUser(SUPERUSER);
    server.setPassword(password);
    server.setConnectTimeout(2);
    server.setSocketTimeout(LIMIT_SECONDS);
    server.setSslMode("disable");
    server.setGssEncMode("disable");
  }

  boolean isReady() {
    try (var connection = server.getConnection()) {
      return connection.isValid(LIMIT_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Creates a role and a database of that name, which nobody else may enter; what exists is kept,
   * but for the password.
   *
   * @param name a plain SQL identifier, not quoted here
   * @param password without quotes
   */
  void create(String name, String password) {
    try (var connection = server.getConnection()) {
      var known = exists(connection, "select 1 from pg_roles where rolname = ?", name);
      execute(
          connection,
          "%s role %s login password '%s'".formatted(known ? "alter" : "create", name, password));
      if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
        execute(connection, "create database %s owner %s".formatted(name, name));
        execute(connection, "revoke all on database %s from public".formatted(name));
      }
      closeCommonDatabases(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the database " + name, e);
    }
  }

  /** There is no place to meet, either. */
  private static void closeCommonDatabases(Connection connection) throws SQLException {
    if (isOpen(connection)) {
      // Until this connection ends, as PostgreSQL refuses two at once that change one's rights.
      execute(connection, "select pg_advisory_lock(" + CLOSING + ")");
      if (isOpen(connection)) {
        execute(connection, "revoke connect on database postgres, template1 from public");
      }
    }
  }

  private static boolean isOpen(Connection connection) throws SQLException {
    return exists(
        connection,
        "select 1 from pg_database"
            + " where datname = ? and has_database_privilege('public', oid, 'connect')",
        SUPERUSER);
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
