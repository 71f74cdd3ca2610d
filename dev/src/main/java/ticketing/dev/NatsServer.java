package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of one nats-server with JetStream, and what runs on them.
 *
 * @param folder its streams and its configuration
 * @param port for clients
 * @param monitoringPort for its HTTP monitoring
 * @param users whom it lets in; without, whoever comes
 */
record NatsServer(Path folder, int port, int monitoringPort, @Nullable NatsUsers users) {
  Program program() {
    var binary = NatsBinary.find().executable();
    return new Program(
        "nats",
        List.of(binary.toString(), "--config", written().toString()),
        Map.of(),
        folder,
        Probe.http(monitoring().resolve("/healthz")),
        Signal.TERM);
  }

  /** Where JetStream keeps its streams, as it calls the folder below its store_dir. */
  Path store() {
    return folder.resolve("jetstream");
  }

  String url() {
    return "nats://127.0.0.1:" + port;
  }

  URI monitoring() {
    return URI.create("http://127.0.0.1:" + monitoringPort);
  }

  /** Short pings, so that a frozen client is noticed in 15 s and not in minutes. */
  private Path written() {
    var configuration =
        """
        server_name: ticketing-dev
        listen: "127.0.0.1:%d"
        http: "127.0.0.1:%d"
        jetstream { store_dir: "%s" }
        ping_interval: "5s"
        ping_max: 2
        """
                .formatted(port, monitoringPort, folder)
            + (users == null ? "" : users.configuration());
    try {
      Files.createDirectories(folder);
      var file = folder.resolve("nats.conf");
      Folders.writePrivate(file, configuration);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
