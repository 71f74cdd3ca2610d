package ticketing.chassis.events;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;

/** The NATS that {@code make listen} and {@code make emit} are run against. */
final class NatsAtHand {

  private NatsAtHand() {}

  /**
   * Connects to {@code NATS_URL}, or to the NATS of {@code make run}.
   *
   * @throws IOException when it does not answer, in words for whoever ran the command
   */
  static Connection connect() throws IOException, InterruptedException {
    String url = System.getenv().getOrDefault("NATS_URL", "nats://127.0.0.1:4223");
    try {
      return Nats.connect(Options.builder().server(url).errorListener(new QuietErrors()).build());
    } catch (IOException e) {
      throw new IOException(
          "NATS does not answer at "
              + EventsConfig.withoutCredentials(url)
              + ": is make run running? For another NATS set NATS_URL.",
          e);
    }
  }
}
