package ticketing.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import ticketing.dev.LocalNats;

/**
 * How many subscribers one gateway bears: {@code make bench}. Its heap of 512 MB is that of the
 * services' stubs and of the subscribers too.
 */
final class SubscribersBench {

  private static final int SUBSCRIBERS = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final System.Logger LOG = System.getLogger(SubscribersBench.class.getName());

  private final AtomicInteger[] seen = {
    new AtomicInteger(), new AtomicInteger(), new AtomicInteger(), new AtomicInteger()
  };

  /** So many come at once: who finds no room for a moment would come again. */
  private final Semaphore coming = new Semaphore(100);

  private final List<Socket> sockets = new ArrayList<>();

  @Test
  void twoThousandSubscribersOnOneGateway() throws Exception {
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(512L << 20);
    try (var gateway =
            Gateway.start(
                "live.perCaller=" + SUBSCRIBERS,
                "calls.connect=5s",
                "calls.answer=20s",
                "calls.request=20s");
        var live = new LiveWorld(gateway.world, LocalNats.shared())) {
      var ticket = live.ticket();
      // It fetches keys.
      try (var first =
          EventSource.post(
              gateway,
              "subscription { ticketChanged(id: \"" + ticket + "\") { id } }",
              "Authorization",
              "Bearer " + live.token)) {
        assertThat(first.answer(_ -> true).has("data")).isTrue();
      }
      long before = used();
      String one = time(() -> subscribe(gateway, live, ticket), 1);
      long after = used();
      String all = time(() -> live.change(ticket, "Aida"), 2);
      await().atMost(PATIENCE).until(gateway::subscriptions, open -> open == SUBSCRIBERS);
      live.changeSilently(ticket, "Norma");
      String again = time(() -> live.tellShort(ticket), 3);
      // A gateway that is tried tells of warnings alone.
      LOG.log(
          Level.WARNING,
          """
          {0} subscribers, heap of at most {1} MB: all had the present state after {2}, a change \
          after {3} and the next after {4}; they take {5} KB each, reading included; {6} MB used\
          """,
          SUBSCRIBERS,
          Runtime.getRuntime().maxMemory() >> 20,
          one,
          all,
          again,
          (after - before) / 1024 / SUBSCRIBERS,
          after >> 20);
      for (Socket socket : sockets) {
        socket.close();
      }
      await().atMost(PATIENCE).until(gateway::subscriptions, open -> open == 0);
    }
  }

  private String time(Runnable stimulus, int version) {
    long start = System.nanoTime();
    stimulus.run();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> seen[version].get() == SUBSCRIBERS);
    return (System.nanoTime() - start) / 1_000_000 + " ms";
  }

  private static long used() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void subscribe(Gateway gateway, LiveWorld live, UUID ticket) {
    String body =
        "{\"query\":\"subscription { ticketChanged(id: \\\"%s\\\") { title status version } }\"}"
            .formatted(ticket);
    String request =
        """
        POST /graphql HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/json
        Accept: text/event-stream
        Content-Length: %d

        """
            .formatted(live.token, body.length())
            .replace("\n", "\r\n");
    for (int n = 0; n < SUBSCRIBERS; n++) {
      try {
        coming.acquireUninterruptibly();
        var socket = new Socket("127.0.0.1", gateway.port());
        sockets.add(socket);
        socket.getOutputStream().write((request + body).getBytes(US_ASCII));
        Thread.ofVirtual().start(() -> read(socket));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void read(Socket socket) {
    try (var in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII), 512)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int at = line.indexOf("\"version\":");
        if (at >= 0) {
          int version = line.charAt(at + 10) - '0';
          seen[version].incrementAndGet();
          coming.release(version == 1 ? 1 : 0);
        }
      }
    } catch (IOException closed) {
      LOG.log(Level.DEBUG, "closed", closed);
    }
  }
}
