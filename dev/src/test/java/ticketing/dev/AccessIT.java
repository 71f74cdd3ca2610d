package ticketing.dev;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import ticketing.contracts.access.NatsPermissions;
import ticketing.contracts.access.ServiceAccess;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;
import ticketing.dev.LocalPostgres.Database;

/** Whom PostgreSQL and NATS let in, and to what: each pair of the services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {
  private LocalNats nats;
  private NatsUsers users;

  @BeforeAll
  void start() {
    nats = LocalNats.startGuarded();
    users = NatsUsers.in(nats.store().resolveSibling("."));
  }

  @AfterAll
  void stop() {
    nats.close();
  }

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
  @EnumSource(
      value = ServiceAccess.class,
      names = {"EXPIRATION_SERVICE", "GATEWAY"},
      mode = Mode.EXCLUDE)
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

  @ParameterizedTest
  @MethodSource("pairs")
  void noServicesPasswordIsAnothersAtNats(ServiceAccess one, ServiceAccess other)
      throws IOException {
    assertThat(told(other.id(), users.password(one.id()), List.of()))
        .containsExactly("-ERR 'Authorization Violation'");
  }

  @Test
  void natsLetsNobodyInWithoutAPassword() throws IOException {
    assertThat(told("auth", "", List.of())).containsExactly("-ERR 'Authorization Violation'");
  }

  @ParameterizedTest
  @EnumSource(ServiceAccess.class)
  void aServiceReachesItsOwnEventsAndStream(ServiceAccess access) throws IOException {
    var requests =
        access.tells().stream()
            .map(Source::stream)
            .flatMap(stream ->
                Stream.of(
                    "$JS.API.STREAM.INFO." + stream,
                    "$JS.API.STREAM.MSG.GET." + stream,
                    "$JS.API.DIRECT.GET." + stream));
    var all = Stream.of(Stream.of("$JS.API.INFO"), own(access), requests).flatMap(one -> one);
    assertThat(refusedTo(access, all)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ServiceAccess.class)
  void aServiceReachesWhatItHears(ServiceAccess access) throws IOException {
    var subjects =
        access.hears().stream()
            .map(source -> source.stream() + "." + access.id() + "-" + source.id())
            .flatMap(durable ->
                Stream.of(
                    "$JS.API.CONSUMER.CREATE." + durable,
                    "$JS.API.CONSUMER.DURABLE.CREATE." + durable,
                    "$JS.API.CONSUMER.INFO." + durable,
                    "$JS.API.CONSUMER.MSG.NEXT." + durable,
                    "$JS.ACK." + durable + ".1.1.1.1.1"));
    assertThat(refusedTo(access, subjects)).isEmpty();
    var followed = access.follows().stream().map(Source::subjects).toList();
    assertThat(refused(access, "SUB %s 1\r\n", followed)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void noServicePublishesForAnotherOrReadsItsConsumers(ServiceAccess one, ServiceAccess other)
      throws IOException {
    var streams = other.tells().stream().map(Source::stream).toList();
    var durables =
        other.hears().stream()
            .map(source -> source.stream() + "." + other.id() + "-" + source.id())
            .flatMap(durable ->
                Stream.of(
                    "$JS.API.CONSUMER.MSG.NEXT." + durable,
                    "$JS.API.CONSUMER.DURABLE.CREATE." + durable,
                    "$JS.API.CONSUMER.DELETE." + durable,
                    "$JS.ACK." + durable + ".1.1.1.1.1"));
    var forbidden =
        Stream.of(
                own(other),
                streams.stream()
                    .flatMap(stream ->
                        Stream.of("UPDATE", "DELETE", "PURGE", "MSG.GET", "MSG.DELETE")
                            .map(request -> "$JS.API.STREAM." + request + "." + stream)),
                streams.stream().map(stream -> "$JS.API.DIRECT.GET." + stream),
                Stream.of(NatsPermissions.wakes(other.id())),
                durables)
            .flatMap(subjects -> subjects)
            .toList();
    assertThat(refusedTo(one, forbidden.stream())).containsExactlyElementsOf(forbidden);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void noServiceReadsWhatAnotherIsAnswered(ServiceAccess one, ServiceAccess other)
      throws IOException {
    var subjects =
        Stream.concat(
                Stream.of(
                    NatsPermissions.inboxes(other.id()) + ">",
                    NatsPermissions.wakes(other.id()),
                    ">"),
                other.tells().stream()
                    .filter(source -> !one.follows().contains(source))
                    .map(Source::subjects))
            .toList();
    assertThat(refused(one, "SUB %s 1\r\n", subjects)).containsExactlyElementsOf(subjects);
  }

  @Test
  void onlyTheirOwnerReadsPasswords() throws IOException {
    for (var file : List.of("nats.conf", "passwords")) {
      var mode = Files.getPosixFilePermissions(nats.store().resolveSibling(file));
      assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    }
  }

  private static Stream<String> own(ServiceAccess access) {
    return access.tells().stream()
        .flatMap(source -> Events.from(source).stream())
        .map(type -> type.subject(UUID.randomUUID()));
  }

  /** Those of the subjects that NATS lets the service not publish to. */
  private List<String> refusedTo(ServiceAccess access, Stream<String> subjects) throws IOException {
    return refused(access, "PUB %s 0\r\n\r\n", subjects.toList());
  }

  private List<String> refused(ServiceAccess access, String command, List<String> subjects)
      throws IOException {
    var commands = subjects.stream().map(command::formatted).toList();
    var told = told(access.id(), users.password(access.id()), commands);
    assertThat(told).last().isEqualTo("PONG");
    return told.stream()
        .filter(line -> line.startsWith("-ERR 'Permissions Violation"))
        .map(line -> line.replaceAll("^[^\"]*\"|\"[^\"]*$", ""))
        .toList();
  }

  /**
   * What NATS tells this user of these commands, in order, to its end or PONG; in plain text
   * (https://docs.nats.io/reference/reference-protocols/nats-protocol), as clients wait at length
   * for what is refused.
   */
  private List<String> told(String user, String password, List<String> commands)
      throws IOException {
    var server = URI.create(nats.login(user).url());
    var connect = "CONNECT {\"verbose\":false,\"user\":\"%s\",\"pass\":\"%s\"}\r\n";
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      var text = connect.formatted(user, password) + String.join("", commands) + "PING\r\n";
      socket.getOutputStream().write(text.getBytes(US_ASCII));
      var told = new ArrayList<String>();
      var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("INFO ")) {
          told.add(line);
        }
        if (line.equals("PONG")) {
          break;
        }
      }
      return told;
    }
  }
}
