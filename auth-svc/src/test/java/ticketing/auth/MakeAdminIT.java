package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.auth.AuthClient.PASSWORD;
import static ticketing.auth.AuthClient.credentials;
import static ticketing.auth.AuthClient.newEmail;

import com.auth0.jwt.JWT;
import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.AuthCommand.Ended;
import ticketing.auth.TwoInstances.Pair;
import ticketing.contracts.events.Events;
import ticketing.dev.LocalNats;

/** The command, as a process of its own that knows of no NATS, beside instances that serve. */
@ExtendWith(TwoInstances.class)
class MakeAdminIT {

  private final Pair pair;
  private final AuthClient auth;
  private final AuthCommand command;

  MakeAdminIT(Pair pair) {
    this.pair = pair;
    this.auth = pair.first();
    this.command = new AuthCommand("make-admin", pair.database());
  }

  @Test
  void makesAnAdminOnceAndTellsOfItOnce() throws Exception {
    String email = newEmail();
    String userId = auth.post("/users", credentials(email, PASSWORD), null).userId();
    assertThat(row(userId)).isEqualTo("user 1");

    Ended first = makeAdmin(email.toUpperCase(Locale.ROOT));
    assertThat(first.said()).contains("User " + userId + " is an admin, ");
    assertThat(first.exit()).isZero();
    assertThat(row(userId)).isEqualTo("admin 2");
    JsonNode told = toldOf(userId);
    assertThat(told.path("type").asText()).isEqualTo(Events.USER_UPDATED.name());
    assertThat(told.path("sequence").asText()).isEqualTo("0000000002");
    assertThat(told.path("data").path("role").asText()).isEqualTo("admin");

    Ended second = makeAdmin(email);
    assertThat(second.said()).contains("User " + userId + " is an admin already");
    assertThat(second.exit()).isZero();
    assertThat(row(userId)).isEqualTo("admin 2");
    assertThat(told(userId)).as("user.signed-up and one user.updated").isEqualTo(2);
  }

  @Test
  void tokensGivenFromThenOnAreAnAdmins() throws Exception {
    String email = newEmail();
    Answer before = auth.post("/users", credentials(email, PASSWORD), null);
    assertThat(enter(before).code()).isEqualTo("FORBIDDEN");

    assertThat(makeAdmin(email).exit()).isZero();

    assertThat(enter(before).code()).as("a token stays as it was given").isEqualTo("FORBIDDEN");
    Answer renewed = auth.renew(before.token());
    assertThat(role(renewed)).isEqualTo("admin");
    assertThat(enter(renewed).status()).isEqualTo(200);
    Answer signedIn = auth.post("/sessions", credentials(email, PASSWORD), null);
    assertThat(role(signedIn)).isEqualTo("admin");
    assertThat(enter(signedIn).status()).isEqualTo(200);
  }

  @Test
  void namesAnEmailThatNobodyHas() throws Exception {
    Ended ended = makeAdmin("nobody@example.org");
    assertThat(ended.said())
        .contains("No user has the email nobody@example.org: sign up with it first")
        .doesNotContain("\tat ");
    assertThat(ended.exit()).isEqualTo(1);
  }

  @Test
  void saysWhereNoDatabaseAnswers() throws Exception {
    String url = "jdbc:postgresql://" + AuthCommand.NOBODY_LISTENS + "/auth";
    Ended ended =
        command.run(
            Map.of("DATABASE_URL", url + "?password=hidden"), "config.yml", "--email", newEmail());
    assertThat(ended.said())
        .contains("No connection to the database at " + url + ": ")
        .doesNotContain("hidden", pair.database().password(), "\tat ");
    assertThat(ended.exit()).isEqualTo(1);
  }

  @Test
  void saysThatThePasswordIsAnother() throws Exception {
    Ended ended =
        command.run(Map.of("DATABASE_PASSWORD", "mistyped"), "config.yml", "--email", newEmail());
    assertThat(ended.said())
        .contains("No connection to the database", "password authentication failed")
        .doesNotContain("mistyped", "\tat ");
    assertThat(ended.exit()).isEqualTo(1);
  }

  @Test
  void saysThatItsConfigurationIsNotThere() throws Exception {
    Ended ended = command.run("elsewhere.yml", "--email", newEmail());
    assertThat(ended.said()).contains("elsewhere.yml not found").doesNotContain("\tat ");
    assertThat(ended.exit()).isEqualTo(1);
  }

  @Test
  void saysHowItIsCalled() throws Exception {
    Ended withoutEmail = command.run("config.yml");
    assertThat(withoutEmail.said()).contains("--email is required", "usage: ");
    assertThat(withoutEmail.exit()).isEqualTo(1);
    Ended withoutFile = command.run("--email", newEmail());
    assertThat(withoutFile.said()).contains("too few arguments", "usage: ");
    assertThat(withoutFile.exit()).isEqualTo(1);
  }

  private Ended makeAdmin(String email) throws Exception {
    return command.run("config.yml", "--email", email);
  }

  private String row(String userId) {
    return pair.one(
        "select role || ' ' || version from users where id = '" + userId + "'", String.class);
  }

  private long told(String userId) {
    return pair.count("select count(*) from event_log where aggregate_id = '" + userId + "'");
  }

  private static JsonNode toldOf(String userId) throws Exception {
    try (Connection nats = Nats.connect(LocalNats.shared().url())) {
      String subject = "ticketing.auth.updated." + userId;
      await().atMost(Duration.ofSeconds(30)).until(() -> !EventsIT.events(nats, subject).isEmpty());
      return EventsIT.events(nats, subject).getFirst();
    }
  }

  private Answer enter(Answer session) {
    return auth.get("/admins-only", session.token());
  }

  private static String role(Answer session) {
    return JWT.decode(session.token()).getClaim("role").asString();
  }
}
