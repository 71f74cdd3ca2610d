package ticketing.chassis.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Problem;

class ProblemsTest {

  private static final Set<ErrorCode> RETRYABLE =
      Set.of(ErrorCode.RATE_LIMITED, ErrorCode.TOO_MANY_ORDERS, ErrorCode.SERVICE_UNAVAILABLE);

  @ParameterizedTest
  @EnumSource
  void whatMayBeTriedAgainSaysWhen(ErrorCode code) {
    var problem = new ProblemException(code, "why").problem();
    var answer = Problems.answer(problem);
    assertThat(answer.getStatus()).isEqualTo(code.status());
    if (RETRYABLE.contains(code)) {
      assertThat(answer.getHeaderString("Retry-After")).isEqualTo("1");
      assertThat(problem.retryAfterSeconds()).isEqualTo(1);
    } else {
      assertThat(answer.getHeaderString("Retry-After")).isNull();
      assertThat(problem.retryAfterSeconds()).isNull();
    }
    assertThat(Problems.answer(code, "why").getEntity()).isEqualTo(problem);
  }

  @Test
  void whoKnowsBetterSaysSo() {
    Problem problem = ProblemException.retryLater(ErrorCode.RATE_LIMITED, "slower", 42).problem();
    assertThat(Problems.answer(problem).getHeaderString("Retry-After")).isEqualTo("42");
  }
}
