package ticketing.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.TwoInstances.Pair;
import ticketing.contracts.events.Events;
import ticketing.dev.LocalNats;

/** What is told, as it stands in the stream. */
@ExtendWith(TwoInstances.class)
class EventsIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final AuthClient auth;

  EventsIT(Pair pair) {
    this.auth = pair.first();
  }

  @Test
  void tellsOfANewUserWithoutEmailAndHash() throws Exception {
    Answer session = auth.signUp();
    try (Connection nats = Nats.connect(LocalNats.shared().url())) {
      String subject = "ticketing.auth.signed-up." + session.userId();
      await().until(() -> events(nats, subject).size() == 1);
      JsonNode event = events(nats, subject).getFirst();
      assertThat(event.path("type").asText()).isEqualTo(Events.USER_SIGNED_UP.name());
      assertThat(event.path("sequence").asText()).isEqualTo("0000000001");
      assertThat(event.path("data").path("role").asText()).isEqualTo("user");
      assertThat(event.toString()).doesNotContain("@").doesNotContain("argon2");
    }
  }

  @Test
  void tellsOfASessionsEndAsItsFirstVersion() throws Exception {
    Answer session = auth.signUp();
    auth.renew(session.token());
    auth.signOut(session.token());
    try (Connection nats = Nats.connect(LocalNats.shared().url())) {
      String sessionId = sessionId(session.token());
      String subject = "ticketing.auth.session-ended." + sessionId;
      await().until(() -> events(nats, subject).size() == 1);
      JsonNode event = events(nats, subject).getFirst();
      assertThat(event.path("type").asText()).isEqualTo(Events.SESSION_ENDED.name());
      assertThat(event.path("sequence").asText()).isEqualTo("0000000001");
      JsonNode state = event.path("data");
      assertThat(state.path("id").asText()).isEqualTo(sessionId);
      assertThat(state.path("userId").asText()).isEqualTo(session.userId());
      assertThat(state.path("version").asInt()).isOne();
      assertThat(Instant.parse(state.path("endedAt").asText()))
          .isEqualTo(event.path("time").asText());
    }
  }

  private static String sessionId(String token) {
    return com.auth0.jwt.JWT.decode(token).getClaim("sid").asString();
  }

  /** The last one on the subject, once there is one. */
  static List<JsonNode> events(Connection nats, String subject)
      throws IOException, JetStreamApiException {
    var stream = Events.SESSION_ENDED.source().stream();
    try {
      byte[] last = nats.jetStreamManagement().getLastMessage(stream, subject).getData();
      return List.of(MAPPER.readTree(new String(last, UTF_8)));
    } catch (JetStreamApiException none) {
      return List.of();
    }
  }
}
