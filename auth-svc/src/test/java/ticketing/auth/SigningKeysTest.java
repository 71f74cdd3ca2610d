package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30.123Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void theNewestThatMaySignSignsAndAllThatAreNotRetiredVerify() {
    var retired = key(NOW.minus(DAY.multipliedBy(3)), NOW);
    var old = key(NOW.minus(DAY.multipliedBy(2)), NOW.plusMillis(1));
    var current = key(NOW, null);
    var coming = key(NOW.plusMillis(1), null);
    var keys = new SigningKeys(new KeyRing(List.of(coming, current, old, retired)), NOW);
    assertThat(keys.getPrivateKeyId()).isEqualTo(current.kid());
    assertThat(keys.getPrivateKey()).isEqualTo(current.privateKey());
    assertThat(keys.published()).containsExactlyInAnyOrder(old, current, coming);
    assertThat(keys.getPublicKeyById(old.kid())).isEqualTo(old.publicKey());
    assertThat(keys.getPublicKeyById(retired.kid())).isNull();
    assertThat(keys.getPublicKeyById(null)).isNull();
  }

  @Test
  void oneMustSign() {
    var retired = key(NOW.minus(DAY), NOW);
    assertThatThrownBy(() -> new SigningKeys(new KeyRing(List.of(retired)), NOW))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void byAClockThatIsBehindTheFirstOneSigns() {
    var first = key(NOW.plusMillis(5), null);
    var second = key(NOW.plusMillis(9), null);
    var keys = new SigningKeys(new KeyRing(List.of(second, first)), NOW);
    assertThat(keys.getPrivateKeyId()).isEqualTo(first.kid());
  }

  @Test
  void printsNoKey() {
    var key = SigningKey.generate(NOW, NOW);
    assertThat(key).hasToString("SigningKey[kid=" + key.kid() + "]");
  }

  private static SigningKey key(Instant signsFrom, @Nullable Instant retiredAt) {
    var key = SigningKey.generate(signsFrom, signsFrom);
    return new SigningKey(
        key.kid(), key.publicKey(), key.privateKey(), signsFrom, signsFrom, retiredAt);
  }
}
