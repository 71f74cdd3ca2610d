package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port for an application's instances, as a Kubernetes Service is: a new connection goes to one
 * of those that are ready, in turn. An instance that is not ready gets no new ones and keeps those
 * that it has; with none ready, and where the chosen one refuses, the connection is closed. What is
 * under way is held 16 KiB a direction at most.
 */
public final class Balancer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Balancer.class);
  private static final int WAITING = 1_024;
  private static final int CONNECT_MILLIS = 2_000;
  private static final long BETWEEN_PROBES_MILLIS = 250;

  /** Probes in a row that an instance misses before it is passed over: Kubernetes' own number. */
  private static final int MISSES = 3;

  private final ServerSocket server;
  private final Map<URI, Integer> misses = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService probes =
      Executors.newScheduledThreadPool(2, Thread.ofVirtual().name("probe").factory());

  private Balancer(ServerSocket server) {
    this.server = server;
  }

  /**
   * Listens at a port of 127.0.0.1.
   *
   * @throws UncheckedIOException when the port is taken
   */
  public static Balancer listen(int port) {
    try {
      var server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
      var balancer = new Balancer(server);
      balancer.threads.execute(balancer::accept);
      return balancer;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at port " + port, e);
    }
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Asks an instance whether it is ready, four times a second from now on. */
  public void follow(URI instance) {
    var probe = Probe.http(instance.resolve("/health-check?type=ready"));
    misses.put(instance, MISSES);
    var unused =
        probes.scheduleWithFixedDelay(
            () -> look(instance, probe), 0, BETWEEN_PROBES_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look(URI instance, Probe probe) {
    var before = ready();
    try {
      var ready = probe.isReady();
      misses.compute(instance, (_, missed) -> ready || missed == null ? 0 : missed + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var after = ready();
    if (!before.equals(after)) {
      LOG.info("{} leads to {}", uri(), after);
    }
  }

  /** Those that get new connections, in the order of their addresses. */
  public List<URI> ready() {
    return misses.entrySet().stream()
        .filter(missed -> missed.getValue() < MISSES)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        threads.execute(() -> connect(client));
      } catch (IOException e) {
        LOG.debug("Accepts no more: {}", e.toString());
      }
    }
  }

  private void connect(Socket client) {
    var ready = ready();
    try (client;
        var instance = new Socket()) {
      if (ready.isEmpty()) {
        LOG.warn("Nobody is ready behind {}", uri());
        return;
      }
      var chosen = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
      instance.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), chosen.getPort()),
          CONNECT_MILLIS);
      relay(client, instance);
    } catch (IOException e) {
      LOG.warn("A connection to {} ended: {}", uri(), e.toString());
    }
  }

  private void relay(Socket client, Socket instance) throws IOException {
    open.add(client);
    open.add(instance);
    try {
      client.setTcpNoDelay(true);
      instance.setTcpNoDelay(true);
      var back = threads.submit(() -> copy(instance, client));
      copy(client, instance);
      back.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.debug("The other direction failed: {}", e.toString());
    } finally {
      open.remove(client);
      open.remove(instance);
    }
  }

  /** One direction to its end; what breaks one ends the other too. */
  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      LOG.debug("A connection broke: {}", e.toString());
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("Not closed: {}", e.toString());
    }
  }

  /** Ends all connections. */
  @Override
  public void close() {
    probes.shutdownNow();
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("Not closed: {}", e.toString());
    }
    open.forEach(Balancer::close);
    threads.close();
  }
}
