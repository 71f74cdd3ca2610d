package ticketing.payments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The line from payments-svc to its database: knows each commit that changes something, just before
 * PostgreSQL hears of it and just before the service hears that it is done.
 */
final class DatabaseLine implements AutoCloseable {

  private final ServerSocket server;
  private final URI database;
  private final KillSwitch killSwitch;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private DatabaseLine(ServerSocket server, URI database, KillSwitch killSwitch) {
    this.server = server;
    this.database = database;
    this.killSwitch = killSwitch;
  }

  /** To the database of this JDBC URL. */
  static DatabaseLine to(String url, KillSwitch killSwitch) {
    try {
      var server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
      var database = URI.create(url.substring("jdbc:".length()));
      var line = new DatabaseLine(server, database, killSwitch);
      line.threads.execute(line::accept);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JDBC URL of this end; in the clear, to be understood on the way. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d%s?sslmode=disable&gssEncMode=disable"
        .formatted(server.getLocalPort(), database.getPath());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // Closed, or a client that is gone already.
        continue;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var upstream = new Socket(database.getHost(), database.getPort())) {
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      new DatabaseSession(client, upstream, killSwitch).run(threads);
    } catch (IOException e) {
      // An end is gone; the other one is closed too, as its own end of the line would be.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
