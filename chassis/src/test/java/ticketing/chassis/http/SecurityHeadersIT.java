package ticketing.chassis.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.Configuration;
import io.dropwizard.testing.ResourceHelpers;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(DropwizardExtensionsSupport.class)
class SecurityHeadersIT {

  private static final DropwizardAppExtension<Configuration> APPLICATION =
      new DropwizardAppExtension<>(Things.class, ResourceHelpers.resourceFilePath("things.yml"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | GET /things HTTP/1.1",
        "404 | GET /nowhere HTTP/1.1",
        "405 | DELETE /things HTTP/1.1",
        "400 | POST /things HTTP/1.1",
        "400 | GET /%zz HTTP/1.1",
        "400 | GET /..;/..;/x HTTP/1.1",
        "505 | GET /things HTTP/9.9",
      })
  void everyAnswerHasThem(int status, String request) throws IOException {
    String answer = ask(APPLICATION.getLocalPort(), request, "X: y");

    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains(
            "X-Content-Type-Options: nosniff\r\n",
            "Referrer-Policy: no-referrer\r\n",
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n",
            "Cross-Origin-Resource-Policy: same-origin\r\n")
        .doesNotContain("Strict-Transport-Security");
  }

  @Test
  void aPageKeepsItsOwnPolicyAlone() throws IOException {
    assertThat(ask(APPLICATION.getLocalPort(), "GET /things/page HTTP/1.1", "X: y"))
        .startsWith("HTTP/1.1 200")
        .containsOnlyOnce("Content-Security-Policy")
        .contains(
            "Content-Security-Policy: default-src 'self'\r\n",
            "X-Content-Type-Options: nosniff\r\n");
  }

  @Test
  void operatorsToo() throws IOException {
    assertThat(ask(APPLICATION.getAdminPort(), "GET /healthcheck HTTP/1.1", "X: y"))
        .contains("X-Content-Type-Options: nosniff\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Forwarded: for=192.0.2.1;proto=https | true",
        "X-Forwarded-Proto: https | true",
        "Forwarded: for=192.0.2.1;proto=http | false",
      })
  void whoCameOverTlsIsToStayThere(String header, boolean secure) throws IOException {
    String answer = ask(APPLICATION.getLocalPort(), "GET /things HTTP/1.1", header);
    assertThat(answer.contains("Strict-Transport-Security: max-age=31536000\r\n"))
        .isEqualTo(secure);
  }

  private static String ask(int port, String request, String header) throws IOException {
    try (var connection = new Socket("127.0.0.1", port)) {
      connection.setSoTimeout(20_000);
      String text = request + "\r\nHost: x\r\n" + header + "\r\nConnection: close\r\n\r\n";
      connection.getOutputStream().write(text.getBytes(US_ASCII));
      return new String(connection.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
