package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceIdsIT {

  private static final String ASK = "{\"query\": \"{ me { id } }\"}";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final Gateway gateway = Gateway.shared();
  private final World world = gateway.world;

  @Test
  void everyAnswerHasATraceOfItsOwn() {
    String one = trace(gateway.post(ASK));
    String other = trace(gateway.post("nothing"));

    assertThat(one).matches("[0-9a-f]{32}");
    assertThat(other).matches("[0-9a-f]{32}").isNotEqualTo(one);
  }

  @Test
  void servicesAreToldOfIt() {
    String trace = trace(gateway.post(ASK, "Authorization", "Bearer token"));

    assertThat(world.auth.calls().getFirst().header("traceparent"))
        .matches("00-" + trace + "-[0-9a-f]{16}-00");
  }

  @Test
  void aCallersTraceIsGoneOnWith() {
    String told = "00-" + TRACE + "-b7ad6b7169203331-01";

    assertThat(trace(gateway.post(ASK, "Authorization", "Bearer token", "traceparent", told)))
        .isEqualTo(TRACE);
    assertThat(world.auth.calls().getFirst().header("traceparent")).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + TRACE + "-b7ad6b7169203331",
        "ff-" + TRACE + "-b7ad6b7169203331-01",
      })
  void whatIsNoTraceIsNotTakenOver(String told) {
    assertThat(trace(gateway.post(ASK, "traceparent", told)))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(TRACE)
        .isNotEqualTo("0".repeat(32));
  }

  private static String trace(HttpResponse<String> response) {
    return response.headers().firstValue("Trace-Id").orElseThrow();
  }
}
