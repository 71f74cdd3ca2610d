package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalancerIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Instance one = new Instance('1');
  private final Instance two = new Instance('2');
  private final Balancer balancer = Balancer.listen(FreePorts.next());

  /** Answers each request with its name; whether it is ready is told by the test. */
  private static final class Instance implements AutoCloseable {
    private final HttpServer server;
    private volatile boolean ready = true;

    Instance(char name) {
      try {
        server =
            HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next()), 0);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/",
          exchange -> {
            var probe = exchange.getRequestURI().getPath().equals("/health-check");
            try (exchange) {
              exchange.sendResponseHeaders(probe && !ready ? 503 : 200, 1);
              exchange.getResponseBody().write(name);
            }
          });
      server.start();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  /** One connection, kept. */
  private static final class Client implements AutoCloseable {
    private static final byte[] REQUEST =
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    Client(URI uri) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
      socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
      out = socket.getOutputStream();
      in = socket.getInputStream();
    }

    /** Who answered; -1 where the connection was closed. */
    int ask() throws IOException {
      try {
        return answer();
      } catch (SocketException closed) {
        return -1;
      }
    }

    private int answer() throws IOException {
      out.write(REQUEST);
      var last = new byte[4];
      for (int read = in.read(); read >= 0; read = in.read()) {
        System.arraycopy(last, 1, last, 0, 3);
        last[3] = (byte) read;
        if (new String(last, StandardCharsets.US_ASCII).equals("\r\n\r\n")) {
          return in.read();
        }
      }
      return -1;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @BeforeEach
  void follow() {
    balancer.follow(one.uri());
    balancer.follow(two.uri());
    await().atMost(LIMIT).until(() -> balancer.ready().size() == 2);
  }

  @AfterEach
  void end() {
    balancer.close();
    one.close();
    two.close();
  }

  @Test
  void connectionsGoToEachInTurn() throws Exception {
    try (var first = new Client(balancer.uri());
        var second = new Client(balancer.uri())) {
      assertThat(List.of(first.ask(), second.ask()))
          .containsExactlyInAnyOrder((int) '1', (int) '2');
    }
  }

  @Test
  void whoIsNotReadyGetsNoNewOnesAndKeepsWhatItHas() throws Exception {
    try (var first = new Client(balancer.uri());
        var second = new Client(balancer.uri())) {
      int before = first.ask();
      assertThat(second.ask()).isNotEqualTo(before);

      one.ready = false;
      await().atMost(LIMIT).until(() -> balancer.ready().equals(List.of(two.uri())));

      assertThat(first.ask()).isEqualTo(before);
      for (int n = 0; n < 3; n++) {
        try (var late = new Client(balancer.uri())) {
          assertThat(late.ask()).isEqualTo('2');
        }
      }
    }
  }

  @Test
  void whoIsReadyAgainGetsItsShare() throws Exception {
    one.ready = false;
    await().atMost(LIMIT).until(() -> balancer.ready().equals(List.of(two.uri())));
    one.ready = true;
    await().atMost(LIMIT).until(() -> balancer.ready().size() == 2);
    connectionsGoToEachInTurn();
  }

  @Test
  void withNobodyReadyAConnectionIsClosed() throws Exception {
    one.ready = false;
    two.ready = false;
    await().atMost(LIMIT).until(() -> balancer.ready().isEmpty());
    try (var client = new Client(balancer.uri())) {
      assertThat(client.ask()).isEqualTo(-1);
    }
  }
}
