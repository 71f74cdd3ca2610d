package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static ticketing.auth.AuthClient.credentials;
import static ticketing.auth.AuthClient.newEmail;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.TwoInstances.Pair;

/** That logs keep secrets, the log lines of failures included. */
@ExtendWith(TwoInstances.class)
class LogsIT {

  private static final String PASSWORD = "a secret of LogsIT";

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Pair pair;
  private final AuthClient auth;

  LogsIT(Pair pair) {
    this.pair = pair;
    this.auth = pair.first();
  }

  @BeforeEach
  void listen() {
    lines.start();
    root.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    root.detachAppender(lines);
  }

  @Test
  void keepPasswordsHashesAndTokensToThemselves() {
    String email = newEmail();
    Answer session = auth.post("/users", credentials(email, PASSWORD), null);
    String renewed = auth.renew(session.token()).token();
    auth.get("/users/me", renewed);
    auth.get("/users/me", renewed.substring(1));
    auth.post("/users", credentials(email, PASSWORD), null);
    auth.post("/sessions", credentials(email, PASSWORD + "!"), null);
    auth.post("/sessions", "{\"password\": \"" + PASSWORD + "\"", null);
    auth.signOut(renewed);
    assertThat(lines.list).isNotEmpty();
    assertThat(text()).contains("Token refused");
    assertNothingOf(PASSWORD, email, session.token(), renewed, "$argon2id$");
  }

  @Test
  void keepThemWhenTheDatabaseRefusesARowToo() {
    String email = newEmail();
    pair.jdbi()
        .useHandle(handle ->
            handle.execute(
                "alter table users add constraint nobody check (email <> '" + email + "')"));
    Answer answer = auth.post("/users", credentials(email, PASSWORD), null);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("INTERNAL");
    assertThat(text()).contains("A request failed").contains("nobody");
    assertNothingOf(PASSWORD, email, "$argon2id$");
  }

  private void assertNothingOf(String... secrets) {
    assertThat(text()).doesNotContain(List.of(secrets));
  }

  private String text() {
    var text = new StringBuilder();
    for (ILoggingEvent line : List.copyOf(lines.list)) {
      text.append(line.getFormattedMessage()).append('\n');
      if (line.getThrowableProxy() != null) {
        text.append(ThrowableProxyUtil.asString(line.getThrowableProxy()));
      }
    }
    return text.toString();
  }
}
