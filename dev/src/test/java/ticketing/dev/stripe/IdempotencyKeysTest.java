package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ticketing.dev.stripe.IdempotencyKeys.Key;

class IdempotencyKeysTest {

  private static final long NOW = 1_800_000_000;
  private static final long DAY = 24 * 60 * 60;

  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final Key key = new Key("k", "/v1/payment_intents", "digest");
  private final Answer answer = new Answer(402, "{}", "req_1");

  @Test
  void theFirstIsCarriedOutAndTheSecondGetsItsAnswer() {
    assertThat(keys.claim(key, NOW)).isEmpty();
    keys.keep(new IdempotencyKeys.Kept(key, answer, NOW));
    keys.release(key);
    assertThat(keys.claim(key, NOW + 1)).contains(answer);
  }

  @Test
  void whileTheFirstIsUnderWayTheKeyIsInUse() {
    assertThat(keys.claim(key, NOW)).isEmpty();
    refused(409, "invalid_request_error", "idempotency_key_in_use", key);
    keys.release(key);
    assertThat(keys.claim(key, NOW)).isEmpty();
  }

  @Test
  void aKeyIsForOneRequest() {
    keys.keep(new IdempotencyKeys.Kept(key, answer, NOW));
    refused(400, "idempotency_error", null, new Key("k", "/v1/payment_intents", "other"));
    refused(400, "idempotency_error", null, new Key("k", "/v1/payment_methods", "digest"));
  }

  @Test
  void anAnswerIsKeptForADay() {
    keys.keep(new IdempotencyKeys.Kept(key, answer, NOW));
    assertThat(keys.claim(key, NOW + DAY - 1)).contains(answer);
    assertThat(keys.claim(key, NOW + DAY)).isEmpty();
    assertThat(keys.all()).isEmpty();
  }

  private void refused(int status, String type, @Nullable String code, Key later) {
    assertThatThrownBy(() -> keys.claim(later, NOW))
        .isInstanceOfSatisfying(
            StripeError.class,
            error -> {
              assertThat(error.status()).isEqualTo(status);
              assertThat(error.type()).isEqualTo(type);
              assertThat(error.code()).isEqualTo(code);
            });
  }
}
