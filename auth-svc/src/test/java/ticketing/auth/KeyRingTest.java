package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ticketing.auth.KeyRing.Rotation;
import ticketing.chassis.auth.AccessTokens;

/** What becomes of keys over time. */
class KeyRingTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30.123Z");
  private static final Duration EVERY = Duration.ofDays(30);
  private static final Instant LATER = NOW.plus(EVERY);
  private static final Instant SIGNS = LATER.plus(KeyRing.AHEAD);
  private static final Instant RETIRED = SIGNS.plus(AccessTokens.LIFETIME).plus(KeyRing.MARGIN);

  private final SigningKey first = SigningKey.generate(NOW, NOW);
  private final KeyRing one = new KeyRing(List.of(first));

  @Test
  void isDueWhenTheLastKeyIsOldOrThereIsNone() {
    assertThat(new KeyRing(List.of()).isDue(NOW, EVERY)).isTrue();
    assertThat(one.isDue(NOW, EVERY)).isFalse();
    assertThat(one.isDue(LATER.minusMillis(1), EVERY)).isFalse();
    assertThat(one.isDue(LATER, EVERY)).isTrue();
    KeyRing two = rotated(one, LATER);
    assertThat(two.isDue(LATER, EVERY)).isFalse();
    assertThat(two.isDue(LATER.plus(EVERY).minusMillis(1), EVERY)).isFalse();
    assertThat(two.isDue(LATER.plus(EVERY), EVERY)).isTrue();
  }

  @Test
  void theFirstKeySignsAtOnce() {
    KeyRing ring = rotated(new KeyRing(List.of()), NOW);
    assertThat(ring.keys()).singleElement().matches(key -> key.signsAt(NOW));
  }

  @Test
  void theNextKeyIsPublishedAnHourBeforeItSigns() {
    KeyRing two = rotated(one, LATER);
    SigningKey next = two.coming(LATER).orElseThrow();
    assertThat(two.published(LATER)).extracting(SigningKey::kid).contains(first.kid(), next.kid());
    assertThat(two.signing(SIGNS.minusMillis(1)).orElseThrow().kid()).isEqualTo(first.kid());
    assertThat(two.signing(SIGNS)).hasValue(next);
    assertThat(two.coming(SIGNS)).isEmpty();
  }

  @Test
  void theOldKeyIsPublishedUntilItsLastTokenIsLongExpired() {
    KeyRing two = rotated(one, LATER);
    assertThat(two.published(RETIRED.minusMillis(1))).hasSize(2);
    assertThat(two.published(RETIRED)).extracting(SigningKey::kid).doesNotContain(first.kid());
    assertThat(two.deletable(RETIRED.plus(KeyRing.KEPT).minusMillis(1))).isEmpty();
    assertThat(two.deletable(RETIRED.plus(KeyRing.KEPT)))
        .extracting(SigningKey::kid)
        .containsExactly(first.kid());
  }

  @Test
  void aKeyThatIsComingIsAwaited() {
    KeyRing two = rotated(one, LATER);
    assertThat(two.rotate(LATER)).isEmpty();
    assertThat(two.rotate(SIGNS.minusMillis(1))).isEmpty();
    assertThat(two.rotate(SIGNS)).isPresent();
  }

  @Test
  void whatRetiresAlreadyIsPutOffByNoFurtherRotation() {
    KeyRing two = rotated(one, LATER);
    SigningKey second = two.signing(SIGNS).orElseThrow();
    assertThat(two.rotate(SIGNS).orElseThrow().retiring())
        .extracting(SigningKey::kid)
        .containsExactly(second.kid());
  }

  @Test
  void aCompromisedKeyIsRetiredAtOnce() {
    KeyRing ring = applied(one, one.rotateNow(LATER).orElseThrow());
    SigningKey next = ring.signing(LATER).orElseThrow();
    assertThat(next.kid()).isNotEqualTo(first.kid());
    assertThat(ring.published(LATER)).containsExactly(next);
  }

  @Test
  void aCompromisedKeyTakesTheComingOneWithIt() {
    KeyRing two = rotated(one, LATER);
    Rotation rotation = two.rotateNow(LATER.plusSeconds(1)).orElseThrow();
    assertThat(rotation.dropped()).containsExactly(two.coming(LATER).orElseThrow());
    assertThat(applied(two, rotation).published(LATER.plusSeconds(1)))
        .containsExactly(rotation.next());
  }

  @Test
  void whoAsksForAKeyAtOnceWhileAnotherDoesGetsTheSame() {
    KeyRing ring = applied(one, one.rotateNow(LATER).orElseThrow());
    assertThat(ring.rotateNow(LATER)).isEmpty();
    assertThat(ring.rotateNow(LATER.plus(KeyRing.JUST).minusMillis(1))).isEmpty();
    assertThat(ring.rotateNow(LATER.plus(KeyRing.JUST))).isPresent();
  }

  private static KeyRing rotated(KeyRing ring, Instant now) {
    return applied(ring, ring.rotate(now).orElseThrow());
  }

  private static KeyRing applied(KeyRing ring, Rotation rotation) {
    var keys = new ArrayList<>(ring.keys());
    keys.removeAll(rotation.dropped());
    for (SigningKey retiring : rotation.retiring()) {
      keys.removeIf(key -> key.kid().equals(retiring.kid()));
      keys.add(retiring);
    }
    keys.add(rotation.next());
    return new KeyRing(List.copyOf(keys));
  }
}
