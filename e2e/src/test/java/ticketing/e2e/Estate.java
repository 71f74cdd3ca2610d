package ticketing.e2e;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import ticketing.dev.FreePorts;
import ticketing.dev.Stack;

/**
 * The whole product with two instances of each application, which reach each other by balancers.
 */
final class Estate implements AutoCloseable {

  static final List<String> APPLICATIONS =
      List.of("auth", "tickets", "orders", "expiration", "payments", "gateway");

  private final Stack stack;
  private final Map<String, Fleet> fleets = new LinkedHashMap<>();

  private Estate(Stack stack) {
    this.stack = stack;
  }

  static Estate start() throws Exception {
    Map<String, Integer> ports =
        APPLICATIONS.stream().collect(toMap(identity(), application -> FreePorts.next()));
    var environment = new HashMap<String, String>();
    ports.forEach((application, port) ->
        environment.put(application.toUpperCase(Locale.ROOT) + "_URL", "http://127.0.0.1:" + port));
    var estate = new Estate(Installation.another("PT15M", Fleet.draining(environment)));
    var growing = new ArrayList<Runnable>();
    ports.forEach((application, port) -> {
      var fleet = new Fleet(estate.stack, application, port, Fleet.draining(Map.of()));
      estate.fleets.put(application, fleet);
      growing.add(() -> {
        fleet.adopt(application);
        fleet.grow(Map.of());
      });
    });
    atOnce(growing.toArray(Runnable[]::new));
    return estate;
  }

  /** Does all at the same time, and fails as one of them does. */
  static void atOnce(Runnable... tasks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> done : Stream.of(tasks).map(threads::submit).toList()) {
        done.get();
      }
    }
  }

  Stack stack() {
    return stack;
  }

  URI gateway() {
    return fleet("gateway").uri();
  }

  Fleet fleet(String application) {
    return requireNonNull(fleets.get(application));
  }

  @Override
  public void close() {
    stack.close();
    fleets.values().forEach(Fleet::close);
  }
}
