package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import ticketing.dev.Balancer;
import ticketing.dev.Stack;
import ticketing.dev.Supervisor;

/** An application's instances behind one port, as a rolling update finds them. */
final class Fleet implements AutoCloseable {

  /** Longer than callers keep an idle connection, so that none is used as its instance ends. */
  private static final String DRAIN = "3s";

  /** For callers of services; those of the gateway: the build's keepalive of Java's client. */
  private static final String KEEP_ALIVE = "2s";

  private static final Duration GRACE = Duration.ofSeconds(50);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Stack stack;
  private final String application;
  private final Balancer balancer;
  private final Map<String, String> environment;
  private final Deque<Supervisor> instances = new ConcurrentLinkedDeque<>();

  /**
   * Of no instance yet.
   *
   * @param port where it will be reached
   * @param environment of each instance
   */
  Fleet(Stack stack, String application, int port, Map<String, String> environment) {
    this.stack = stack;
    this.application = application;
    this.balancer = Balancer.listen(port);
    this.environment = environment;
  }

  static Map<String, String> draining(Map<String, String> environment) {
    var all = new HashMap<>(environment);
    all.put("DRAIN", DRAIN);
    all.put("CALL_KEEP_ALIVE", KEEP_ALIVE);
    return all;
  }

  URI uri() {
    return balancer.uri();
  }

  /** Takes in one that runs. */
  void adopt(String instance) {
    var adopted = stack.process(instance);
    instances.addLast(adopted);
    balancer.follow(stack.at(instance));
    awaitTraffic(adopted);
  }

  /** Starts one more, and returns when it gets its share. */
  void grow(Map<String, String> more) {
    var all = new HashMap<>(environment);
    all.putAll(more);
    adopt(stack.another(application, all).name());
  }

  private void awaitTraffic(Supervisor instance) {
    await().atMost(PATIENCE).until(() -> balancer.ready().contains(stack.at(instance.name())));
  }

  /**
   * Tells each instance in turn to end, the longest-serving first, and starts one in its place,
   * which is ready before the next is told. Returns when all that were told have ended.
   *
   * @param more environment of the new ones
   * @param settle done after each new one
   */
  void replaceAll(Map<String, String> more, Runnable settle) {
    try (var endings = Executors.newVirtualThreadPerTaskExecutor()) {
      var ended = new ArrayList<CompletableFuture<Void>>();
      for (int left = instances.size(); left > 0; left--) {
        var old = instances.removeFirst();
        ended.add(CompletableFuture.runAsync(() -> end(old), endings));
        grow(more);
        settle.run();
      }
      ended.forEach(CompletableFuture::join);
    }
  }

  private static void end(Supervisor old) {
    long begin = System.nanoTime();
    old.stop(GRACE);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("%s ended by itself", old.name())
        .isLessThan(GRACE);
  }

  @Override
  public void close() {
    balancer.close();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      instances.forEach(instance -> threads.execute(() -> instance.stop(GRACE)));
    }
  }
}
