package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything is replaced, changed and restarted under load: {@code make drill} and {@code make
 * soak}, for they take minutes.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Drill {

  /** Journeys a second. */
  private static final int RATE = Integer.getInteger("drill.rate", 5);

  private static final Duration CALM = Duration.ofMillis(500);

  /** Between a new instance and the next that ends, as minReadySeconds of a Deployment. */
  private static final int JOURNEYS_BETWEEN = 8 * RATE;

  private static final int JOURNEYS = Integer.getInteger("drill.journeys", 1_000);
  private static final int ROUNDS = Integer.getInteger("drill.rounds", 2);
  private static final int SELLERS = 10;
  private static final int BUYERS = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static Estate estate;

  @BeforeAll
  static void start() throws Exception {
    estate = Estate.start();
    // What journeys need is loaded now, in all instances.
    var patient = new Requests(Requests.UNAVAILABLE, Requests.UNHEARD);
    var overture = new Load(new Journey(estate.gateway(), patient, 2, 20, true), CALM, patient);
    pass(overture, 80);
    overture.end();
  }

  @AfterAll
  static void close() {
    estate.close();
  }

  @Test
  @Order(1)
  void everyInstanceIsReplacedTwice() throws Exception {
    var load = load(new Requests(Requests.UNHEARD));
    for (int round = 0; round < ROUNDS; round++) {
      replaceAll(load, Map.of());
    }
    pass(load, JOURNEYS);
    reckon("Replaced every instance %d times".formatted(ROUNDS), load);
  }

  /** The next version of a service adds to the tables that the old one goes on using. */
  @Test
  @Order(2)
  void tablesChangeBetweenTwoVersions(@TempDir Path folder) throws Exception {
    var next =
        Map.of(
            "tickets", List.of("tickets"),
            "orders", List.of("orders", "ticket_copies", "charge_copies"),
            "payments", List.of("charges", "order_copies"),
            "auth", List.of("users", "sessions"));
    var load = load(new Requests(Requests.UNHEARD));
    for (var change : next.entrySet()) {
      var migrations = migration(folder.resolve(change.getKey()), change.getValue());
      if (load.goesWell()) {
        replace(
            load, change.getKey(), Map.of("JDK_JAVA_OPTIONS", "-Xbootclasspath/a:" + migrations));
      }
    }
    reckon("Replaced services by next versions with other tables", load);
  }

  private static Path migration(Path folder, List<String> tables) throws IOException {
    var migrations = Files.createDirectories(folder.resolve("db/migration"));
    // A file a table: who changes two in one transaction waits for whoever holds the second and
    // waits for the first.
    for (int n = 0; n < tables.size(); n++) {
      Files.writeString(
          migrations.resolve("V90%d__planted.sql".formatted(n)),
          "alter table %s add column planted text not null default 'new'".formatted(tables.get(n)));
    }
    return folder;
  }

  @Test
  @Order(3)
  void postgresqlAndNatsAreRestarted() throws Exception {
    var load = load(new Requests(Requests.UNAVAILABLE, Requests.UNHEARD));
    for (String part : List.of("postgres", "nats")) {
      var journeys = load.begun();
      pass(load, journeys + 50);
      estate.stack().process(part).restart();
      estate.stack().process(part).awaitReady(PATIENCE);
      pass(load, journeys + 100);
    }
    reckon("Restarted PostgreSQL and NATS", load);
  }

  private static Load load(Requests requests) {
    return new Load(
        new Journey(estate.gateway(), requests, SELLERS, BUYERS, true),
        Duration.ofSeconds(1).dividedBy(RATE),
        requests);
  }

  private static void pass(Load load, int journeys) {
    Awaitility.await().atMost(PATIENCE).until(() -> load.begun() >= journeys || !load.goesWell());
  }

  private static void replaceAll(Load load, Map<String, String> more) {
    for (String application : Estate.APPLICATIONS) {
      if (load.goesWell()) {
        replace(load, application, more);
      }
    }
  }

  private static void replace(Load load, String application, Map<String, String> more) {
    estate.fleet(application).replaceAll(more, () -> pass(load, load.begun() + JOURNEYS_BETWEEN));
  }

  /** Nothing failed; orders, tickets, charges and Stripe agree; and all of it was told. */
  private static void reckon(String what, Load load) throws Exception {
    load.end();
    String summary = load.summary();
    System.out.println(what + ": " + summary);
    load.assertNoneFailed();
    var accounts = Account.settled(new Ledger(estate.stack()), load.purchases(), PATIENCE);
    var told = EventsTold.of(estate.stack());
    told.assertNoneMissing();
    for (Purchase purchase : load.purchases()) {
      JsonNode seen =
          purchase
              .buyer()
              .graphQl()
              .data(
                  "query ($id: ID!) { order(id: $id) { version ticket { version } } }",
                  Map.of("id", purchase.id()))
              .path("order");
      assertThat(told.last(purchase.id())).isEqualTo(seen.path("version").asInt());
      assertThat(told.last(purchase.ticket()))
          .isEqualTo(seen.path("ticket").path("version").asInt());
    }
    System.out.printf(
        "%s: %d tickets sold once each, %d given back, %d events told, none missing%n",
        what,
        accounts.stream().filter(Account::isCompleted).count(),
        accounts.stream().filter(Account::isCancelled).count(),
        told.count());
  }
}
