package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.UserState;

class UserTest {

  private static final UUID ID = UUID.fromString("0193a0e0-0000-7000-8000-000000000001");
  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30.123Z");

  @Test
  void aNewUserIsToldWithoutEmailAndHash() {
    var change = User.signUp(ID, "Ann@Example.com", "$argon2id$secret", NOW);
    assertThat(change.row())
        .isEqualTo(new User(ID, "ann@example.com", "$argon2id$secret", "user", null, 1, NOW, NOW));
    assertThat(change.event().type()).isEqualTo(Events.USER_SIGNED_UP);
    assertThat(change.event().aggregateId()).isEqualTo(ID);
    assertThat(change.event().version()).isOne();
    assertThat(change.event().time()).isEqualTo(NOW);
    assertThat(change.event().state()).isEqualTo(new UserState(ID, "user", null, 1, NOW, NOW));
  }

  @Test
  void aUserIsMadeAnAdminOnceAndToldWhole() {
    var user = User.signUp(ID, "ann@example.com", "$argon2id$secret", NOW).row();
    var later = NOW.plusSeconds(60);
    var change = user.makeAdmin(later).orElseThrow();
    assertThat(change.row())
        .isEqualTo(
            new User(ID, "ann@example.com", "$argon2id$secret", "admin", null, 2, NOW, later));
    assertThat(change.event().type()).isEqualTo(Events.USER_UPDATED);
    assertThat(change.event().aggregateId()).isEqualTo(ID);
    assertThat(change.event().version()).isEqualTo(2);
    assertThat(change.event().time()).isEqualTo(later);
    assertThat(change.event().state()).isEqualTo(new UserState(ID, "admin", null, 2, NOW, later));
    assertThat(change.row().makeAdmin(later.plusSeconds(60))).isEmpty();
  }

  @Test
  void anAdminLosesTheRoleOnceAndIsToldWhole() {
    var user = User.signUp(ID, "ann@example.com", "$argon2id$secret", NOW).row();
    assertThat(user.takeAdmin(NOW)).isEmpty();
    var later = NOW.plusSeconds(60);
    var change = user.makeAdmin(NOW).orElseThrow().row().takeAdmin(later).orElseThrow();
    assertThat(change.row())
        .isEqualTo(
            new User(ID, "ann@example.com", "$argon2id$secret", "user", null, 3, NOW, later));
    assertThat(change.event().type()).isEqualTo(Events.USER_UPDATED);
    assertThat(change.event().version()).isEqualTo(3);
    assertThat(change.event().state()).isEqualTo(new UserState(ID, "user", null, 3, NOW, later));
    assertThat(change.row().takeAdmin(later)).isEmpty();
  }

  @Test
  void aUserIsDisabledAndEnabledOnceAndToldWhole() {
    var user = User.signUp(ID, "ann@example.com", "$argon2id$secret", NOW).row();
    assertThat(user.enable(NOW)).isEmpty();
    var later = NOW.plusSeconds(60);
    var disabled = user.disable(later).orElseThrow();
    assertThat(disabled.event().type()).isEqualTo(Events.USER_UPDATED);
    assertThat(disabled.event().version()).isEqualTo(2);
    assertThat(disabled.event().state()).isEqualTo(new UserState(ID, "user", later, 2, NOW, later));
    assertThat(disabled.row().disable(later.plusSeconds(60))).isEmpty();
    assertThat(disabled.row().makeAdmin(later).orElseThrow().row().isDisabled()).isTrue();
    var enabled = disabled.row().enable(later).orElseThrow();
    assertThat(enabled.event().state()).isEqualTo(new UserState(ID, "user", null, 3, NOW, later));
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  void emailsAreLowerCaseInTurkeyToo() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      assertThat(User.canonical("IAN@EXAMPLE.COM")).isEqualTo("ian@example.com");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void printsNeitherEmailNorHash() {
    var user = User.signUp(ID, "ann@example.com", "$argon2id$secret", NOW).row();
    assertThat(user.toString()).contains(ID.toString()).doesNotContain("ann").doesNotContain("$");
  }
}
