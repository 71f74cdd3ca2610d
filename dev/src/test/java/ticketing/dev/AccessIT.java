package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import ticketing.contracts.access.ServiceAccess;
import ticketing.dev.LocalPostgres.Database;

/** Whom PostgreSQL lets in, and to what: each pair of the services. */
class AccessIT {
  static Stream<Arguments> pairs() {
    return Arrays.stream(ServiceAccess.values())
        .flatMap(one ->
            Arrays.stream(ServiceAccess.values())
                .filter(other -> other != one)
                .map(other -> Arguments.of(one, other)));
  }

  static Stream<Arguments> pairsWithDatabases() {
    return pairs()
        .filter(pair ->
            Arrays.stream(pair.get())
                .map(ServiceAccess.class::cast)
                .allMatch(ServiceAccess::ownsDatabase));
  }

  @ParameterizedTest
  @MethodSource("pairsWithDatabases")
  void noServiceEntersAnothersDatabase(ServiceAccess one, ServiceAccess other) {
    var own = LocalPostgres.shared().database(one.id());
    var foreign = LocalPostgres.shared().database(other.id());
    assertThatThrownBy(() -> enter(foreign.url(), own.user(), own.password()))
        .hasMessageContaining("permission denied for database \"%s\"", other.id());
    assertThatThrownBy(() -> enter(foreign.url(), other.id(), own.password()))
        .hasMessageContaining("password authentication failed");
  }

  @ParameterizedTest
  @EnumSource(value = ServiceAccess.class, names = "EXPIRATION_SERVICE", mode = Mode.EXCLUDE)
  void aServiceEntersItsOwnDatabaseAlone(ServiceAccess access) throws Exception {
    Database own = LocalPostgres.shared().database(access.id());
    enter(own.url(), own.user(), own.password());
    for (var common : List.of("postgres", "template1")) {
      var url = own.url().replaceFirst("/" + access.id() + "$", "/" + common);
      assertThatThrownBy(() -> enter(url, own.user(), own.password()))
          .hasMessageContaining("permission denied for database \"%s\"", common);
    }
  }

  private static void enter(String url, String user, String password) throws Exception {
    DriverManager.getConnection(url, user, password).close();
  }
}
