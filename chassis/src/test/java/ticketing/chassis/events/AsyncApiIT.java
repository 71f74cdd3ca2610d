package ticketing.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.NodeProject;
import ticketing.contracts.events.Events;

/**
 * AsyncAPI's own parser, from npm, takes contracts' asyncapi.yaml. Here rather than in contracts,
 * which all else waits for.
 */
class AsyncApiIT {

  private static final Path CONTRACTS = Path.of("../contracts").toAbsolutePath().normalize();
  private static final Path DOCUMENT = CONTRACTS.resolve("src/main/resources/asyncapi.yaml");

  private static NodeProject checker;

  @BeforeAll
  static void install() throws Exception {
    checker = NodeProject.install(CONTRACTS.resolve("asyncapi"), "asyncapi");
  }

  @Test
  void theParserHasNothingToSay() throws Exception {
    var parser = checker.run("node", "check.mjs", DOCUMENT.toString());
    assertThat(parser.exit()).as(parser.output()).isZero();
    assertThat(parser.output()).startsWith("AsyncAPI 3.");
  }

  @Test
  void theParserRefusesWhatRefersToNothing() throws Exception {
    String missing = "schemas/" + Events.TICKET_CREATED.name() + ".json";
    Path broken = checker.folder().resolve("broken.yaml");
    Files.writeString(broken, Files.readString(DOCUMENT));
    var parser = checker.run("node", "check.mjs", broken.toString());
    assertThat(parser.exit()).isEqualTo(1);
    assertThat(parser.output()).contains(missing);
  }
}
