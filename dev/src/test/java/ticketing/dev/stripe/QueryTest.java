package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  private static final Intent INTENT =
      Intent.create(
          "pi_1",
          new Terms("secret_1", 1500, "usd", Terms.CaptureMethod.MANUAL, null, null),
          Map.of("order", "a-7", "with space", "O'Neil"),
          1_800_000_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata['order']:'a-7'",
        "metadata[\"order\"]:\"A-7\"",
        "metadata[\"with space\"]:\"O'Neil\"",
        "metadata['none']:null",
        "-metadata['order']:null",
        "status:'requires_payment_method'",
        "currency:\"usd\" amount:1500",
        "amount>1499 AND amount<1501 AND amount>=1500 AND amount<=1500",
        "created>1799999999 AND metadata['order']:'a-7' AND status:'requires_payment_method'",
        "status:'canceled' OR created:1800000000",
        "-status:'canceled' and  currency:'usd' ",
      })
  void finds(String query) {
    assertThat(Query.parse(query)).accepts(INTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata['order']:'a'",
        "metadata['order']:null",
        "metadata['none']:'a-7'",
        "-status:'requires_payment_method'",
        "status:'requires_payment_method' AND created>1800000000",
        "amount<1500 OR currency:'eur'"
      })
  void passesOver(String query) {
    assertThat(Query.parse(query)).rejects(INTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "status",
        "status:",
        "status:'a",
        "status>'a'",
        "metadata:'a'",
        "amount:many",
        "email:'a'",
        "status:'a' AND",
        "status:'a'currency:'usd'",
        "status:'a' AND amount:1 OR amount:2",
        "AND status:'a'"
      })
  void refuses(String query) {
    assertThatThrownBy(() -> Query.parse(query))
        .isInstanceOfSatisfying(
            StripeError.class, error -> assertThat(error.param()).isEqualTo("query"));
  }
}
