package ticketing.chassis.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dropwizard.core.setup.Environment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import ticketing.chassis.observe.Tracing.Kind;
import ticketing.chassis.testing.Logged;

class TracingIT {

  private static final String TOLD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final Environment environment = new Environment("traced");

  @Test
  void nothingIsStartedWhereNoCollectorIsConfigured() {
    int managed = environment.lifecycle().getManagedObjects().size();
    Tracing.start(new TracingConfig("", 1), environment);

    assertThat(environment.lifecycle().getManagedObjects()).hasSize(managed);
    Tracing tracing = Tracing.of(environment);
    assertThat(tracing.isOn()).isFalse();
    try (var step = tracing.begin(Kind.ANSWERS, "step", Trace.of(TOLD))) {
      assertThat(step.isTold()).isFalse();
      // Others are told what was told here: there is no step between.
      assertThat(step.trace().traceparent()).hasValue(TOLD);
    }
    try (var begun = tracing.begin(Kind.ANSWERS, "step", Trace.NONE)) {
      assertThat(begun.trace().traceparent().orElseThrow())
          .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }
  }

  @Test
  void aCollectorThatFailsHoldsNobodyUpAndIsLoggedOnce() throws Exception {
    var status = new AtomicInteger(500);
    var asked = new AtomicInteger();
    var collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status.get(), -1);
          }
        });
    collector.start();
    var url = "http://127.0.0.1:" + collector.getAddress().getPort();
    Tracing.start(new TracingConfig(url, 1), environment);
    try (var logged = Logged.by("ROOT")) {
      // More than are kept.
      for (int i = 0; i < 10_000; i++) {
        step();
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() > 2);
      assertThat(logged.lines())
          .singleElement()
          .extracting(Object::toString)
          .asString()
          .contains("WARN", "Traces are lost", url);
      status.set(200);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            step();
            return logged.lines().size() > 1;
          });
      assertThat(logged.lines()).last().asString().contains("Traces go to " + url + " again");
    } finally {
      for (LifeCycle managed : environment.lifecycle().getManagedObjects()) {
        managed.stop();
      }
      collector.stop(0);
    }
  }

  private void step() {
    Tracing.of(environment).begin(Kind.WORKS, "step", Trace.NONE).close();
  }
}
