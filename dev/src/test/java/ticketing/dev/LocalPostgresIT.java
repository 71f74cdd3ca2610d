package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ticketing.dev.LocalPostgres.Database;

class LocalPostgresIT {
  @Test
  void isThePostgresWeShipFor() throws SQLException {
    var fresh = LocalPostgres.shared().fresh();
    assertThat(value(fresh, "show server_version")).startsWith("18.");
    assertThat(value(fresh, "show server_encoding")).isEqualTo("UTF8");
  }

  @Test
  void freshDatabasesKnowNothingOfEachOther() throws SQLException {
    var one = LocalPostgres.shared().fresh();
    var other = LocalPostgres.shared().fresh();
    execute(one, "create table only_here (id int)");
    assertThat(value(other, "select count(*)::text from pg_tables where tablename = 'only_here'"))
        .isEqualTo("0");
  }

  @Test
  void aRoleEntersItsOwnDatabaseOnly() {
    var tickets = LocalPostgres.shared().database("tickets");
    var orders = LocalPostgres.shared().database("orders");
    assertThatThrownBy(
            () -> connect(new Database(orders.url(), tickets.user(), tickets.password())))
        .hasMessageContaining("permission denied for database \"orders\"");
    assertThatThrownBy(() -> connect(new Database(orders.url(), orders.user(), "wrong")))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void aDatabaseOfANameIsMadeOnce() throws SQLException {
    execute(LocalPostgres.shared().database("once"), "create table kept (id int)");
    execute(LocalPostgres.shared().database("once"), "insert into kept values (1)");
  }

  @Test
  void refusesNamesThatWouldNeedQuotes() {
    assertThatThrownBy(() -> LocalPostgres.shared().database("x; drop database tickets"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNoPassword() {
    var database = LocalPostgres.shared().database("printed");
    assertThat(database.toString()).contains("printed").doesNotContain(database.password());
  }

  @Test
  void keepsDataAndPasswordsOverAKill(@TempDir Path data) throws SQLException {
    var port = FreePorts.next();
    Database before;
    try (var postgres = LocalPostgres.start(data, port)) {
      before = postgres.database("orders");
      execute(before, "create table paid (cents int)");
      execute(before, "insert into paid values (4200)");
      kill(postgres.pid());
    }
    try (var postgres = LocalPostgres.start(data, port)) {
      assertThat(postgres.database("orders")).isEqualTo(before);
      assertThat(value(before, "select cents::text from paid")).isEqualTo("4200");
    }
  }

  @Test
  void startsOverAPidFileWhoseNumberIsAnotherProgramsNow(@TempDir Path data) throws IOException {
    var port = FreePorts.next();
    LocalPostgres.start(data, port).close();
    var lines = "%d%n%s%n1%n%d%n".formatted(ProcessHandle.current().pid(), data, port);
    Files.writeString(data.resolve("data/postmaster.pid"), lines);
    try (var postgres = LocalPostgres.start(data, port)) {
      assertThat(ProcessHandle.of(postgres.pid())).isPresent();
    }
  }

  @Test
  void oneAtATimeOnAFolder(@TempDir Path data) {
    try (var postgres = LocalPostgres.start(data, FreePorts.next())) {
      assertThatThrownBy(() -> LocalPostgres.start(data, FreePorts.next()))
          .hasMessageContaining(data + " is in use");
      assertThat(postgres.database("still_there")).isNotNull();
    }
  }

  @Test
  void itsPasswordsAreForItsOwnerOnly(@TempDir Path data) throws IOException {
    try (var postgres = LocalPostgres.start(data, FreePorts.next())) {
      postgres.database("auth");
      assertThat(Files.getPosixFilePermissions(data.resolve("passwords")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void leavesNothingBehindWhenClosed() {
    var postgres = LocalPostgres.start();
    var process = ProcessHandle.of(postgres.pid()).orElseThrow();
    var children = process.children().toList();
    assertThat(children).isNotEmpty();
    postgres.close();
    assertThat(process.isAlive()).isFalse();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  private static void kill(long pid) {
    var process = ProcessHandle.of(pid).orElseThrow();
    var children = process.children().toList();
    process.destroyForcibly();
    process.onExit().join();
    // A new one does not start while they have the old one's memory.
    children.forEach(child -> child.onExit().join());
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(Database database, String query) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
