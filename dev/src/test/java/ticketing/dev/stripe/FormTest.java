package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

  @Test
  void readsNamesAndValuesAsBrowsersWriteThem() {
    assertThat(Form.parse("a=1+2&b%5Bc%5D=%C3%A9%26&&d&e=x=y").fields())
        .containsExactly(
            new Form.Field("a", "1 2"),
            new Form.Field("b[c]", "é&"),
            new Form.Field("d", ""),
            new Form.Field("e", "x=y"));
    assertThat(Form.parse("").fields()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%zz", "=1", "a[b=1", "a]b=1", "a[b[c]]=1", "[a]=1"})
  void refusesWhatIsNoForm(String encoded) {
    assertThatThrownBy(() -> Form.parse(encoded)).isInstanceOf(StripeError.class);
  }

  @Test
  void formsOfTheSameFieldsAreTheSameInAnyOrder() {
    assertThat(Form.parse("b=2&a=1").canonical()).isEqualTo(Form.parse("a=1&b=2").canonical());
    assertThat(Form.parse("a=1&b=2").canonical())
        .isNotEqualTo(Form.parse("a=1%26b=2").canonical())
        .isNotEqualTo(Form.parse("a=1&b=3").canonical());
  }

  @Test
  void parametersAreReadByTheirType() {
    var top = params("amount=-5&confirm=true&capture_method=automatic_async&text=x&text=y");
    assertThat(top.requiredInteger("amount")).isEqualTo(-5);
    assertThat(top.flag("confirm")).isTrue();
    assertThat(top.flag("absent")).isFalse();
    assertThat(top.choice("capture_method", Terms.CaptureMethod.class))
        .contains(Terms.CaptureMethod.AUTOMATIC_ASYNC);
    assertThat(top.text("text")).contains("y");
    assertThat(top.text("absent")).isEmpty();
    top.nothingElse();
  }

  @Test
  void sectionsListsAndPairsAreReadFromBrackets() {
    var params =
        params(
            "data[card][number]=42&expand[0]=b&expand[1]=a&types[]=card"
                + "&metadata[order]=7&metadata[gone]=");
    assertThat(params.section("data").present()).isTrue();
    assertThat(params.section("other").present()).isFalse();
    assertThat(params.section("data").section("card").requiredInteger("number")).isEqualTo(42);
    assertThat(params.list("expand")).containsExactly("b", "a");
    assertThat(params.list("types")).isEqualTo(List.of("card"));
    assertThat(params.pairs("metadata"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("order", "7", "gone", ""));
    params.nothingElse();
  }

  @Test
  void whatIsWrongIsNamed() {
    refused("parameter_missing", "data[amount]", () -> section("").required("amount"));
    refused("parameter_invalid_empty", "data[a]", () -> section("data[a]=").text("a"));
    refused("parameter_invalid_integer", "data[a]", () -> section("data[a]=1.5").integer("a"));
    refused(
        "parameter_invalid_integer",
        "data[a]",
        () -> section("data[a]=" + "9".repeat(16)).integer("a"));
    refused(null, "data[a]", () -> section("data[a]=yes").flag("a"));
    refused(null, "data[a]", () -> section("data[a]=later").choice("a", Terms.CaptureMethod.class));
    refused("parameter_unknown", "b[c]", () -> params("b[c]=1").nothingElse());
  }

  private static void refused(@Nullable String code, String param, Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            StripeError.class,
            error -> {
              assertThat(error.status()).isEqualTo(400);
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.param()).isEqualTo(param);
            });
  }

  private static Params section(String encoded) {
    return params(encoded).section("data");
  }

  private static Params params(String encoded) {
    return new Params(Form.parse(encoded));
  }
}
