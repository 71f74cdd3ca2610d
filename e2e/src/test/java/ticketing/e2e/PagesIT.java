package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Playground and checkout in a browser; what they do is in {@code web/tests}. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
@Execution(ExecutionMode.CONCURRENT)
class PagesIT {

  /** Is counted where the tests of the pages, which are not known without, are not. */
  @Test
  void canBeTested() {
    Browser.assumeReady();
  }

  @TestFactory
  Stream<DynamicTest> pages() throws Exception {
    Browser.assumeReady();
    return run().stream()
        .map(spec ->
            DynamicTest.dynamicTest(
                spec.title(), () -> assertThat(spec.failure()).as(spec.failure()).isEmpty()));
  }

  private static List<Browser.Spec> run() throws Exception {
    List<Browser.Spec> specs =
        Browser.run(
            Map.of(
                // Nobody has to hurry there.
                "GATEWAY", Installation.patientGateway().toString(),
                "HURRIED_GATEWAY", Installation.stack().gateway().toString(),
                "STRIPE", Installation.stack().at("stripe").toString()));
    assertThat(specs).isNotEmpty();
    return specs;
  }
}
