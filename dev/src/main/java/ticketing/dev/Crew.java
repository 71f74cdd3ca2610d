package ticketing.dev;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;

/** Supervisors, ended in the reverse of the order in which they started. */
final class Crew implements AutoCloseable {
  private final Deque<List<Supervisor>> watches = new ArrayDeque<>();
  private boolean closed;

  /**
   * Starts some together, which will be ended together.
   *
   * @throws IllegalStateException when the crew has been told to end
   */
  synchronized void start(List<Supervisor> watch) {
    if (closed) {
      throw new IllegalStateException("everything is being ended");
    }
    watches.addFirst(watch);
    watch.forEach(Supervisor::start);
  }

  synchronized List<Supervisor> all() {
    return watches.reversed().stream().flatMap(List::stream).toList();
  }

  /**
   * The supervisor of the process called so.
   *
   * @throws IllegalArgumentException when there is none
   */
  Supervisor get(String name) {
    return all().stream()
        .filter(supervisor -> supervisor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no process is called " + name));
  }

  private synchronized List<List<Supervisor>> last() {
    closed = true;
    return List.copyOf(watches);
  }

  @Override
  public void close() {
    for (var watch : last()) {
      try (var ending = Executors.newVirtualThreadPerTaskExecutor()) {
        watch.forEach(supervisor -> ending.execute(supervisor::close));
      }
    }
  }
}
