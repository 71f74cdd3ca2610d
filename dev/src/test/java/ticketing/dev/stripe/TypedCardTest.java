package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedCardTest {

  private static final YearMonth NOW = YearMonth.of(2026, 11);

  @ParameterizedTest
  @CsvSource({
    "4242424242424242, 12, 2034, 123,",
    "4242424242424242, 12, 34, 123,",
    "4242424242424242, 11, 2026, ,",
    "378282246310005, 12, 2034, 1234,",
    "4000000000000002, 12, 2034, 123,",
    "4242424242424241, 12, 2034, 123, INCORRECT_NUMBER",
    "4242, 12, 2034, 123, INVALID_NUMBER",
    "4242x24242424242, 12, 2034, 123, INVALID_NUMBER",
    "4242424242424242, 13, 2034, 123, INVALID_EXPIRY_MONTH",
    "4242424242424242, 0, 2034, 123, INVALID_EXPIRY_MONTH",
    "4242424242424242, 10, 2026, 123, INVALID_EXPIRY_MONTH",
    "4242424242424242, 12, 2025, 123, INVALID_EXPIRY_YEAR",
    "4242424242424242, 12, 95, 123, INVALID_EXPIRY_YEAR",
    "4242424242424242, 12, 2077, 123, INVALID_EXPIRY_YEAR",
    "4242424242424242, 12, 2034, 99, INVALID_CVC",
    "4242424242424242, 12, 2034, 12345, INVALID_CVC",
    "4012888888881881, 12, 2034, 123, TEST_MODE_LIVE_CARD"
  })
  void tellsWhatWasMistyped(
      String number, long month, long year, @Nullable String cvc, @Nullable CardError mistake) {
    assertThat(new TypedCard(number, month, year, cvc).mistake(NOW).orElse(null))
        .isEqualTo(mistake);
  }

  @Test
  void keepsNoNumber() {
    var typed = new TypedCard("4000000000000127", 1, 34, "123");
    assertThat(typed.card(NOW))
        .isEqualTo(
            new Card(
                "visa",
                "credit",
                "US",
                "0127",
                typed.card(NOW).fingerprint(),
                1,
                2034,
                true,
                CardError.INCORRECT_CVC,
                null,
                null))
        .asString()
        .doesNotContain("4000000000000127");
    assertThat(typed.toString()).doesNotContain("4000000000000127").doesNotContain("123");
  }

  @Test
  void everyDocumentedCardHasARightNumberAndIdsOfItsOwn() {
    assertThat(TestCard.ALL).extracting(TestCard::number).doesNotHaveDuplicates();
    assertThat(TestCard.ALL).allMatch(card -> TypedCard.luhn(card.number()));
    assertThat(TestCard.ALL.stream().flatMap(card -> card.ids().stream()))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith("pm_card_"))
        .hasSizeGreaterThan(70);
  }

  @Test
  void everyAnswerOfAnIssuerHasACard() {
    assertThat(TestCard.ALL)
        .extracting(TestCard::failure)
        .containsAll(
            Stream.of(CardError.values())
                .filter(error -> error.declineCode() != null)
                .filter(error -> error != CardError.TEST_MODE_LIVE_CARD)
                .toList());
  }
}
