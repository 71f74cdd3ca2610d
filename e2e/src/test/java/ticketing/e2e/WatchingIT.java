package ticketing.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tickets and orders are watched, with npm's graphql-sse. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
class WatchingIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TICKET =
      "subscription ($id: ID!) { ticketChanged(id: $id) { status version order { id } } }";
  private static final String ORDER =
      "subscription ($id: ID!) { orderChanged(id: $id) { status version charge { status } } }";

  private final List<JsonNode> said = new CopyOnWriteArrayList<>();
  private Process client;

  @BeforeEach
  void start() throws IOException {
    for (String tool : List.of("node", "npm")) {
      assumeTrue(isOnPath(tool), tool + " is missing: install Node 20 or newer (apt install npm)");
    }
    client =
        new ProcessBuilder("../gateway-graphql/src/test/graphql-sse/run")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread.ofVirtual().start(this::read);
  }

  @AfterEach
  void stop() {
    if (client != null) {
      client.destroy();
    }
  }

  private static boolean isOnPath(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private void read() {
    try (var lines = client.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(MAPPER.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void watch(String name, String query, String id, Person person) throws IOException {
    var command =
        Map.of(
            "id", name,
            "url", Installation.stack().gateway().resolve("/graphql").toString(),
            "token", Objects.requireNonNull(person.graphQl().token()),
            "query", query,
            "variables", Map.of("id", id));
    client.getOutputStream().write((MAPPER.writeValueAsString(command) + "\n").getBytes(UTF_8));
    client.getOutputStream().flush();
  }

  /** What a subscription said, each time. */
  private List<JsonNode> said(String name) {
    return said.stream()
        .filter(line -> line.path("id").asText().equals(name))
        .filter(line -> line.path("next").path("data").isObject())
        .map(line -> line.path("next").path("data").elements().next())
        .toList();
  }

  private void awaits(String name, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> said(name).stream().anyMatch(one -> one.path("status").asText().equals(status)));
  }

  private List<String> statuses(String name) {
    return said(name).stream().map(one -> one.path("status").asText()).distinct().toList();
  }

  @Test
  void aTicketIsWatchedWhileItIsLockedPaidAndSold() throws Exception {
    var seller = Person.signUp();
    var buyer = Person.signUp();
    String ticket = seller.sells("Lohengrin", 9_900);
    watch("ticket", TICKET, ticket, seller);
    awaits("ticket", "AVAILABLE");

    String order = buyer.locks(ticket);
    watch("order", ORDER, order, buyer);
    watch("foreign", ORDER, order, seller);
    awaits("ticket", "LOCKED");
    awaits("order", "CREATED");
    buyer.pays(order, "pm_card_visa");

    awaits("order", "COMPLETED");
    awaits("ticket", "SOLD");
    assertThat(statuses("ticket")).containsExactly("AVAILABLE", "LOCKED", "SOLD");
    assertThat(statuses("order")).startsWith("CREATED").endsWith("COMPLETED");
    assertThat(said("order"))
        .last()
        .extracting(one -> one.at("/charge/status").asText())
        .isEqualTo("COMPLETED");
    // It is the buyer's alone, in an event too.
    assertThat(said("ticket")).allMatch(one -> one.path("order").isNull());
    assertThat(said("foreign")).isEmpty();
  }
}
