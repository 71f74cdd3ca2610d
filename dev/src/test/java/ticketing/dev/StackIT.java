package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The stack around applications that only serve; with the real ones it is what e2e stands on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StackIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Stack stack;

  @BeforeAll
  void start(@TempDir Path project, @TempDir Path data) throws Exception {
    stack = Stack.start(plan(FakeProject.in(project), data));
  }

  @AfterAll
  void end() {
    stack.close();
  }

  private static Plan plan(FakeProject project, Path data) {
    var environment = Map.of("ORDER_LOCK", "PT20S", "STRIPE_TIMEOUT", "PT1S");
    return new Plan(project.build(), data, Ports.free(), environment);
  }

  @Test
  void tellsAnApplicationWhereItListensAndWhomItCalls() throws Exception {
    assertThat(environment("gateway"))
        .contains("PORT=" + stack.gateway().getPort())
        .contains("ADMIN_PORT=" + stack.admin("gateway").getPort())
        .contains("ORDERS_URL=" + stack.at("orders"))
        .contains("AUTH_URL=" + stack.at("auth"))
        .contains("INSTANCE=gateway")
        .contains("ORDER_LOCK=PT20S")
        .doesNotContain("DATABASE_PASSWORD");
    assertThat(stack.log("gateway")).contains("arguments server ", "gateway-graphql/config.yml");
  }

  @Test
  void givesEachServiceItsOwnDatabase() throws Exception {
    for (var name : List.of("auth", "tickets", "orders", "payments")) {
      var database = stack.database(name);
      assertThat(environment(name))
          .contains("DATABASE_URL=" + database.url(), "DATABASE_USER=" + name)
          .contains("DATABASE_PASSWORD=" + database.password());
    }
    assertThat(environment("expiration")).doesNotContain("DATABASE_URL");
  }

  @Test
  void givesEachServiceItsOwnUserOfNats() throws Exception {
    for (var name : List.of("auth", "tickets", "orders", "expiration", "payments", "gateway")) {
      assertThat(environment(name))
          .contains("NATS_URL=nats://127.0.0.1:", "NATS_USER=" + name, "NATS_PASSWORD=")
          .doesNotContain("operator");
    }
  }

  @Test
  void onlyPaymentsKnowsStripe() throws Exception {
    assertThat(environment("payments"))
        .contains("STRIPE_API_BASE=" + stack.at("stripe"), "STRIPE_SECRET_KEY=sk_test_")
        .contains("INSTALLATION=", "STRIPE_TIMEOUT=PT1S");
    for (var name : List.of("auth", "tickets", "orders", "expiration")) {
      assertThat(environment(name)).doesNotContain("STRIPE_");
    }
    // What its pages tell browsers, and no more.
    assertThat(environment("gateway"))
        .contains("STRIPE_STAND_IN_URL=" + stack.at("stripe"))
        .doesNotContain("STRIPE_SECRET", "STRIPE_WEBHOOK", "sk_test_", "whsec_");
  }

  @Test
  void anotherInstanceIsTheSameServiceElsewhere() throws Exception {
    var second = stack.another("orders", Map.of("ORDER_LOCK", "PT1S"));
    assertThat(second.name()).isEqualTo("orders-2");
    assertThat(environment("orders-2"))
        .contains("INSTANCE=orders-2", "PORT=" + stack.at("orders-2").getPort())
        .contains("DATABASE_URL=" + stack.database("orders").url(), "ORDER_LOCK=PT1S");
    second.stop();
    assertThat(stack.log("orders-2")).contains("drained");
  }

  @Test
  void bringsBackWhateverIsKilled() {
    for (var name : List.of("postgres", "nats", "stripe", "tickets")) {
      var process = stack.process(name);
      var killed = process.pid();
      process.kill();
      process.awaitReady(LIMIT);
      assertThat(process.pid()).isNotEqualTo(killed);
      assertThat(stack.log(name)).contains("was ended by signal 9; it starts again in ");
    }
  }

  @Test
  void keepsDatabasesOverAKillOfPostgres() throws Exception {
    var database = stack.database("auth");
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("create table users_kept as select 1 as id");
    }
    stack.process("postgres").kill();
    stack.process("postgres").awaitReady(LIMIT);
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select id from users_kept")) {
      assertThat(rows.next()).isTrue();
    }
  }

  @Test
  void namesNoProcessThatItDoesNotHave() {
    assertThatThrownBy(() -> stack.process("ordres")).hasMessage("no process is called ordres");
  }

  @Test
  void closesAllOfItAndLetsGoOfTheFolder(@TempDir Path project, @TempDir Path data)
      throws Exception {
    var plan = plan(FakeProject.in(project), data);
    var other = Stack.start(plan);
    var processes =
        Stream.of("postgres", "nats", "stripe", "auth", "gateway")
            .map(name -> ProcessHandle.of(other.process(name).pid()).orElseThrow())
            .toList();
    assertThatThrownBy(() -> Stack.start(plan)).hasMessageContaining("is in use by another run");
    other.close();
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(other.log("gateway")).contains("drained");
    assertThat(other.log("postgres")).contains("database system is shut down");
    Stack.start(plan).close();
  }

  private String environment(String process) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(stack.at(process)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
