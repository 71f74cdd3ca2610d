package ticketing.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import ticketing.dev.Stack;

/** The product as {@code make run} starts it, once for all journeys, with a short order lock. */
final class Installation {

  /** Long enough to pay on a busy machine, short enough to wait for. */
  static final String ORDER_LOCK = "PT15S";

  /**
   * Locked by journeys: shared by those who rely on a second being long, as payOrder waits no
   * longer for the news of an order; held alone by those who keep all services busy.
   */
  static final String CALM = "calm";

  /** Is told of traces that whoever asks wants to have told: of no others. */
  static final TraceCollector TRACES = TraceCollector.start();

  private Installation() {}

  static Stack stack() {
    return Shared.STACK;
  }

  /** Where it keeps its data. */
  static Path folder() {
    return Shared.FOLDER;
  }

  /** Started when it is first asked for: who only wants one more does without. */
  private static final class Shared {
    static final Path FOLDER = newFolder();
    static final Stack STACK = start();

    private static Stack start() {
      Stack stack = Installation.start(FOLDER, ORDER_LOCK);
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
      return stack;
    }
  }

  /** One more gateway of it, by which an order has its 15 minutes. */
  static URI patientGateway() {
    return Patient.GATEWAY;
  }

  /** Started when it is first asked for. */
  private static final class Patient {
    static final URI GATEWAY = start();

    private static URI start() {
      var orders = stack().another("orders", Map.of("ORDER_LOCK", "PT15M"));
      var gateway =
          stack().another("gateway", Map.of("ORDERS_URL", stack().at(orders.name()).toString()));
      return stack().at(gateway.name());
    }
  }

  /** One more, for journeys that disturb others; whoever asks for it closes it. */
  static Stack another(String orderLock) {
    return start(newFolder(), orderLock);
  }

  /** The same, with more in its applications' environment. */
  static Stack another(String orderLock, Map<String, String> environment) {
    return start(newFolder(), orderLock, environment);
  }

  private static Stack start(Path folder, String orderLock) {
    return start(folder, orderLock, Map.of());
  }

  private static Stack start(Path folder, String orderLock, Map<String, String> more) {
    var environment = new HashMap<>(more);
    environment.put("ORDER_LOCK", orderLock);
    // All journeys' people sign up from this machine.
    environment.put("SIGN_UPS_PER_ADDRESS", "100000");
    environment.put("SUBSCRIPTIONS_PER_CALLER", "1000");
    // With time for a busy machine: how long calls may take is the gateway's tests' business.
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", TRACES.url());
    environment.put("OTEL_TRACES_SAMPLER_ARG", "0");
    environment.put("CALL_CONNECT", "10s");
    environment.put("CALL_ANSWER", "20s");
    environment.put("CALL_REQUEST", "30s");
    return Stack.start(folder, environment);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("ticketing-e2e");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
