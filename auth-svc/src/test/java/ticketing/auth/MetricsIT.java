package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static ticketing.auth.AuthClient.credentials;
import static ticketing.auth.AuthClient.newEmail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.auth.TwoInstances.Pair;

/** What auth-svc tells Prometheus. */
@ExtendWith(TwoInstances.class)
class MetricsIT {

  private static final String FAILURES = "sign_in_failures_total{code=\"INVALID_CREDENTIALS\"}";

  private final Pair pair;

  MetricsIT(Pair pair) {
    this.pair = pair;
  }

  @Test
  void failedSignInsAreCounted() {
    double before = failures();
    pair.first().post("/sessions", credentials(newEmail(), "wrong password"), null);
    assertThat(failures()).isEqualTo(before + 1);
  }

  private double failures() {
    return pair.scrapeFirst().value(FAILURES);
  }
}
