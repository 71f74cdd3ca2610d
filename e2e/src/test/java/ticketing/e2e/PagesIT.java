package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import ticketing.dev.Stack;

/** Playground and checkout in a browser; what they do is in {@code web/tests}. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
@Execution(ExecutionMode.CONCURRENT)
class PagesIT {

  @TestFactory
  Stream<DynamicTest> pages() throws Exception {
    Browser.assumeReady();
    return run().stream()
        .map(spec ->
            DynamicTest.dynamicTest(
                spec.title(), () -> assertThat(spec.failure()).as(spec.failure()).isEmpty()));
  }

  private static List<Browser.Spec> run() throws Exception {
    Stack stack = Installation.stack();
    // So that nobody has to hurry: a gateway whose orders hold their tickets for long.
    try (var orders = stack.another("orders", Map.of("ORDER_LOCK", "PT15M"));
        var gateway =
            stack.another("gateway", Map.of("ORDERS_URL", stack.at(orders.name()).toString()))) {
      List<Browser.Spec> specs =
          Browser.run(
              Map.of(
                  "GATEWAY", stack.at(gateway.name()).toString(),
                  "HURRIED_GATEWAY", stack.gateway().toString(),
                  "STRIPE", stack.at("stripe").toString()));
      assertThat(specs).isNotEmpty();
      return specs;
    }
  }
}
