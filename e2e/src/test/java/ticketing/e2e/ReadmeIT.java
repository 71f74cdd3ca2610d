package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The README's walk does what it says. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
class ReadmeIT {

  private static final Pattern WALK =
      Pattern.compile("## A walk: buying a ticket\n(.*?)\n## ", Pattern.DOTALL);
  private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @Test
  void theWalkBuysATicketAndShowsOneUnlock() throws Exception {
    Path output = Files.createTempFile("walk", ".txt");
    var builder = new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", commands());
    builder.environment().put("GATEWAY", withoutSlash(Installation.stack().gateway()));
    builder.environment().put("STRIPE", withoutSlash(Installation.stack().at("stripe")));
    Process walk = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();

    boolean ended = walk.waitFor(90, TimeUnit.SECONDS);
    // Else it would look for its ticket for ever.
    walk.destroy();
    assertThat(ended).as("the walk ends: %s", Files.readString(output)).isTrue();

    String said = Files.readString(output);
    assertThat(walk.exitValue()).as(said).isZero();
    assertThat(said)
        .containsSubsequence(
            "\"title\":\"Tosca, row 3\"",
            "\"payOrder\":{\"status\":\"COMPLETED\",\"amount\":{\"amount\":12050}",
            "\"status\":\"SOLD\"",
            "\"order\":{\"status\":\"COMPLETED\",\"charge\":{\"status\":\"COMPLETED\"},",
            "\"status\":\"LOCKED\"",
            "\"status\":\"AVAILABLE\"",
            "\"cancelReason\":\"EXPIRED\"",
            "\"charge\":{\"status\":\"COMPLETED\"}");
  }

  private static String withoutSlash(URI address) {
    return address.toString().replaceAll("/$", "");
  }

  private static String commands() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    Matcher walk = WALK.matcher(readme);
    assertThat(walk.find()).isTrue();
    var commands = new StringBuilder();
    Matcher block = COMMANDS.matcher(walk.group(1));
    while (block.find()) {
      commands.append(block.group(1));
    }
    assertThat(commands).contains("payOrder", "AVAILABLE");
    return commands.toString();
  }
}
