package ticketing.chassis.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.contracts.ErrorCode;

class CursorTest {

  private static final UUID ID = UUID.fromString("0193a1b2-0000-7000-8000-000000000001");

  @Test
  void givesBackItsValues() {
    var values = Cursor.values(Cursor.of(0.25, ID), 2);
    assertThat(Cursor.number(values, 0)).isEqualTo(0.25);
    assertThat(Cursor.id(values, 1)).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "AAAA", "MQ", "0193a1b2-0000-7000-8000-000000000001"})
  void refusesRubbish(String rubbish) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Cursor.id(rubbish))
        .satisfies(
            refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "AAAA", "Lg", "MWUzMDA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"})
  void refusesWhatIsNoPosition(String rubbish) {
    assertThat(Cursor.position(Cursor.of(17L))).isEqualTo(17);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Cursor.position(rubbish))
        .satisfies(
            refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
  }

  @Test
  void refusesTheCursorOfAnotherList() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Cursor.id(Cursor.of(0.25, ID)));
  }
}
