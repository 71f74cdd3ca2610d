package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import ticketing.dev.Build;

/** What {@code make listen} shows, and what {@code make emit} does, from outside. */
class ListenAndEmitIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void showsEventsAsTheyFlowAndPublishesOneByHand() throws Exception {
    Path heard = Files.createTempFile("listen", ".txt");
    Process listen = start("Listen", Map.of(), heard);
    try {
      await().atMost(SOON).until(() -> Files.readString(heard).contains("to stream PAYMENTS"));

      String ticket = Person.signUp().sells("Lohengrin", 5_000);
      var shown =
          Pattern.compile(
              "ticketing\\.tickets\\.created\\."
                  + ticket
                  + "  #\\d+  v1\\R  (\\{.*Lohengrin.*\\})");
      await().atMost(SOON).until(() -> shown.matcher(Files.readString(heard)).find());

      var match = shown.matcher(Files.readString(heard));
      assertThat(match.find()).isTrue();
      String otherId = UUID.randomUUID().toString();
      String body = match.group(1).replace(ticket, otherId);
      assertThat(emit(body).trim())
          .matches("ticketing\\.tickets\\.created\\." + otherId + "  #\\d+ of stream TICKETS");
      await()
          .atMost(SOON)
          .until(() -> Files.readString(heard).contains("tickets.created." + otherId));
    } finally {
      listen.destroy();
    }
  }

  @Test
  void refusesWhatNobodyCouldRead() throws Exception {
    assertThat(emit("{\"not\": \"an event\"}")).startsWith("No service could read this: ");
  }

  @Test
  void saysThatThereIsNoNats() throws Exception {
    Path said = Files.createTempFile("listen", ".txt");
    Process listen = start("Listen", Map.of("NATS_URL", "nats://me:secret@127.0.0.1:1"), said);
    assertThat(listen.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(listen.exitValue()).isEqualTo(1);
    assertThat(said)
        .content()
        .contains("NATS does not answer at nats://127.0.0.1:1:")
        .doesNotContain("secret", "\tat ");
  }

  private static String emit(String body) throws IOException, InterruptedException {
    Path said = Files.createTempFile("emit", ".txt");
    Process emit = start("Emit", Map.of("BODY", body), said);
    assertThat(emit.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return Files.readString(said);
  }

  private static Process start(String main, Map<String, String> environment, Path output)
      throws IOException {
    var builder =
        new ProcessBuilder(Build.find().java("chassis", "ticketing.chassis.events." + main));
    builder.environment().put("NATS_URL", Installation.stack().natsUrl());
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }
}
