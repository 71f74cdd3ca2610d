package ticketing.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make admin}, against what runs here as {@code make run} runs it. */
class MakeAdminIT {

  private static final String RENEW = "mutation { renewSession { accessToken } }";

  @TempDir private Path elsewhere;

  private record Ended(int exit, String said) {}

  @Test
  void makesAUserAnAdmin() throws Exception {
    Person person = Person.signUp();
    assertThat(roleOfANewToken(person)).isEqualTo("user");
    Ended ended = makeAdmin(person.email(), Installation.folder(), port());
    assertThat(ended.said()).contains("User " + person.id() + " is an admin, ");
    assertThat(ended.exit()).isZero();
    assertThat(roleOfANewToken(person)).isEqualTo("admin");
  }

  @Test
  void saysWhomThereIsNot() throws Exception {
    Ended ended = makeAdmin("nobody@example.org", Installation.folder(), port());
    assertThat(ended.said()).contains("No user has the email nobody@example.org");
    assertThat(ended.exit()).isNotZero();
  }

  @Test
  void saysThatNothingRuns() throws Exception {
    Ended ended = makeAdmin("ann@example.org", elsewhere, port());
    assertThat(ended.said()).contains(elsewhere + "/postgres/passwords: is make run running?");
    assertThat(ended.exit()).isNotZero();
    ended = makeAdmin("ann@example.org", Installation.folder(), 1);
    assertThat(ended.said())
        .contains("No connection to the database at jdbc:postgresql://127.0.0.1:1/auth")
        .doesNotContain("\tat ");
    assertThat(ended.exit()).isNotZero();
  }

  @Test
  void saysHowItIsCalled() throws Exception {
    Ended ended = makeAdmin("", Installation.folder(), port());
    assertThat(ended.said()).contains("usage: make admin EMAIL=");
    assertThat(ended.exit()).isNotZero();
  }

  private static int port() {
    return Installation.stack().at("postgres").getPort();
  }

  /** The access token of someone who was just made an admin. */
  static String adminsToken() throws Exception {
    Person person = Person.signUp();
    assertThat(makeAdmin(person.email(), Installation.folder(), port()).exit()).isZero();
    return newToken(person);
  }

  private static String newToken(Person person) {
    return person.graphQl().data(RENEW, Map.of()).path("renewSession").path("accessToken").asText();
  }

  private static String roleOfANewToken(Person person) throws IOException {
    byte[] claims = Base64.getUrlDecoder().decode(newToken(person).split("\\.", -1)[1]);
    return new ObjectMapper().readTree(new String(claims, UTF_8)).path("role").asText();
  }

  /** What it runs was built before these tests, and is not built again meanwhile. */
  private static Ended makeAdmin(String email, Path data, int postgres) throws Exception {
    Path output = Files.createTempFile("admin", ".txt");
    var builder = new ProcessBuilder("make", "-C", "..", "-o", "target/built", "admin");
    builder
        .environment()
        .putAll(
            Map.of(
                "EMAIL", email,
                "TICKETING_DATA", data.toString(),
                "POSTGRES_PORT", Integer.toString(postgres)));
    Process make = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(make.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ended(make.exitValue(), Files.readString(output));
  }
}
