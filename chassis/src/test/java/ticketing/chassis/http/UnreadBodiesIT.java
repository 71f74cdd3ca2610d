package ticketing.chassis.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropwizard.core.Configuration;
import io.dropwizard.testing.ResourceHelpers;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers that need not know their request's body, on one connection. */
@ExtendWith(DropwizardExtensionsSupport.class)
class UnreadBodiesIT {

  private static final DropwizardAppExtension<Configuration> APPLICATION =
      new DropwizardAppExtension<>(Things.class, ResourceHelpers.resourceFilePath("things.yml"));

  private Socket connection;
  private BufferedReader answers;

  @BeforeEach
  void connect() throws IOException {
    connection = new Socket("127.0.0.1", APPLICATION.getLocalPort());
    connection.setSoTimeout(20_000);
    answers = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
  }

  @Test
  void theConnectionServesTheNextRequest() throws IOException {
    for (String request : List.of("DELETE /things", "POST /nowhere", "POST /things")) {
      send(
          request
              + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n");
      send("the ");
      // An answer before the body's end would have to be the connection's last.
      await().during(Duration.ofMillis(200)).until(() -> !answers.ready());
      send("body!");
      assertThat(answer()).first().asString().matches("HTTP/1.1 4(04|05|15) .*");
    }
    send("GET /things HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(answer()).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void itIsSaidToEndWhereTooMuchWouldCome() throws IOException {
    send("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n");
    send("x".repeat(2 << 20));
    assertThat(answer()).contains("Connection: close").first().asString().contains("404");
    assertThat(answers.read()).isNegative();
  }

  /** It is not waited for, which would take until Jetty gives the caller up. */
  @Test
  void aBodyWithoutEndIsRefusedAsSoonAsItIsTooLong() throws IOException {
    send(
        "POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n");
    send("10000\r\n" + "x".repeat(1 << 16) + "\r\n");
    // As long as it may be.
    await().during(Duration.ofMillis(200)).until(() -> !answers.ready());
    send("1\r\nx\r\n");
    assertThat(answer()).contains("Connection: close").first().asString().contains("400");
    assertThat(answers.read()).isNegative();
  }

  @Test
  void aBodyThatIsToldToBeTooLongIsRefused() throws IOException {
    send(
        "POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 65537\r\n\r\n");
    send("x".repeat(65_537));
    assertThat(answer()).first().asString().contains("400");
    send("GET /things HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(answer()).startsWith("HTTP/1.1 200 OK");
  }

  private void send(String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(US_ASCII));
    connection.getOutputStream().flush();
  }

  /** The head of the next answer; its body is read, too. */
  private List<String> answer() throws IOException {
    List<String> head = new ArrayList<>();
    for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
      head.add(line);
    }
    int length =
        head.stream()
            .filter(line -> line.startsWith("Content-Length: "))
            .mapToInt(line -> Integer.parseInt(line.substring(16)))
            .sum();
    for (int i = 0; i < length; i++) {
      answers.read();
    }
    return head;
  }
}
