package ticketing.chassis.events;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import ticketing.dev.LocalNats;

/** A nats-server that lets in whoever has its password, which may change. */
final class GuardedNats implements AutoCloseable {

  private final int port;
  private Process server;

  private GuardedNats(int port, Process server) {
    this.port = port;
    this.server = server;
  }

  static GuardedNats start(String password) throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return new GuardedNats(port, server(port, password));
  }

  private static Process server(int port, String password) throws IOException {
    var binary =
        ProcessHandle.of(LocalNats.shared().pid())
            .flatMap(process -> process.info().command())
            .orElseThrow();
    var command =
        List.of(
            binary, "-a", "127.0.0.1", "-p", "" + port, "--user", "ticketing", "--pass", password);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File("/dev/null"))
        .start();
  }

  /** With the password that it began with. */
  String url(String password) {
    return "nats://ticketing:" + password + "@127.0.0.1:" + port;
  }

  void changePassword(String password) throws Exception {
    close();
    server = server(port, password);
  }

  @Override
  public void close() throws InterruptedException {
    server.destroyForcibly().waitFor();
  }
}
