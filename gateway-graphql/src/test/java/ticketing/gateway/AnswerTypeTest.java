package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTypeTest {

  @Test
  void isJsonWhereNothingIsSaid() {
    assertThat(AnswerType.accepted(List.of())).hasValue(AnswerType.JSON);
    assertThat(AnswerType.accepted(List.of(" "))).hasValue(AnswerType.JSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                                             | JSON",
        "APPLICATION/Json; charset=utf-8                              | JSON",
        "*/*                                                          | JSON",
        "application/*;q=0.1                                          | JSON",
        "text/html,application/xhtml+xml,*/*;q=0.8                    | JSON",
        "application/graphql-response+json                            | GRAPHQL",
        "application/graphql-response+json, application/json;q=0.9    | GRAPHQL",
        "application/json;q=0.9, application/graphql-response+json    | GRAPHQL",
        "application/json, application/graphql-response+json          | JSON",
        "application/graphql-response+json;q=0.1, application/json    | JSON",
        "application/graphql-response+json;q=0, application/json;q=0.1| JSON",
        ", ,application/graphql-response+json;charset=utf-8           | GRAPHQL",
      })
  void isWhatIsPreferred(String accept, AnswerType type) {
    assertThat(AnswerType.accepted(List.of(accept))).hasValue(type);
  }

  @Test
  void isFoundInAllHeaders() {
    assertThat(AnswerType.accepted(List.of("text/html", "application/graphql-response+json")))
        .hasValue(AnswerType.GRAPHQL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/json;q=0",
        "application/json;q=much",
        "application/jsonish",
        "application/json+x",
        "json",
        "\"application/json",
        ";;;=\"",
      })
  void isNoneWhereNothingOfOursIsAccepted(String accept) {
    assertThat(AnswerType.accepted(List.of(accept))).isEqualTo(Optional.empty());
  }
}
