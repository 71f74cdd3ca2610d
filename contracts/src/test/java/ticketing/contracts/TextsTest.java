package ticketing.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", " a ", "\u3000\u5b57", "\u200b\u00e9\u200b", "\ud83c\udfab"})
  void takesWhatHasSomethingToSee(String text) {
    assertThat(text).matches(Texts.VISIBLE).matches(Texts.PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u3000", "\u200b", "a\n", "\ta", "a\0b", "a\ud83c", "\udfaba"})
  void refusesWhatHasNothingToSeeOrCannotBeStored(String text) {
    assertThat(text).doesNotMatch(Texts.VISIBLE);
  }

  @Test
  @Timeout(10)
  void aLongTextIsReadOnce() {
    for (String end : List.of("\n", "\ud83c", " ", "")) {
      var letters = "a".repeat(65_000) + end;
      assertThat(letters.matches(Texts.VISIBLE)).isEqualTo(end.isBlank() && !end.equals("\n"));
      assertThat((" ".repeat(65_000) + end).matches(Texts.VISIBLE)).isFalse();
    }
  }
}
