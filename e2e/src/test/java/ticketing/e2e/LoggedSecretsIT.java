package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import ticketing.dev.Stack;

/** Nothing that is secret gets into a log, whatever fails. */
class LoggedSecretsIT {

  private static final Stack STACK = Installation.stack();
  private static final Path LOGS = Installation.folder().resolve("logs");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String CARD = "4000056655665556";
  private static final Pattern COOKIE = Pattern.compile("ticketing_session=([^;]+)");
  private static final String SIGN_IN =
      "mutation ($email: String!, $password: String!) "
          + "{ signIn(input: {email: $email, password: $password}) { accessToken } }";
  private static final String SECRET_OF_CHARGE =
      "query ($id: ID!) { order(id: $id) { charge { clientSecret } } }";

  /** Each secret by what it is. */
  private final Map<String, String> secrets = new HashMap<>();

  private final String constraint = "once_" + UUID.randomUUID().toString().replace("-", "");

  @Test
  void noLogHoldsASecret() throws Exception {
    installation();
    people();
    payments();
    badRequests();
    refusedAtTheServers();

    // What must be there, or else the wrong files are looked at.
    await()
        .untilAsserted(() -> {
          assertThat(logged(constraint)).contains("postgres.log");
          assertThat(logged("Refused a webhook")).contains("payments.log");
        });
    assertThat(secrets)
        .hasSizeGreaterThan(20)
        .allSatisfy((what, secret) -> {
          assertThat(secret).as(what).hasSizeGreaterThan(9);
          assertThat(logged(secret)).as(what).isEmpty();
        });
  }

  /** What was made up when it was started. */
  private void installation() throws IOException {
    for (String file : List.of("postgres/passwords", "nats/passwords", "secrets")) {
      var known = new Properties();
      try (var reader = Files.newBufferedReader(Installation.folder().resolve(file))) {
        known.load(reader);
      }
      known.stringPropertyNames().stream()
          // Names an installation to Stripe, and is told to everyone there.
          .filter(name -> !name.equals("installation"))
          .forEach(name -> secret(file + " " + name, known.getProperty(name)));
    }
    secret(
        "webhook secret",
        Objects.requireNonNull(secrets.get("secrets stripe-webhooks")).replaceAll("\\W", "0"));
    secret("Stripe's key", STACK.stripeKey());
  }

  private void people() throws Exception {
    Person person = Person.signUp();
    secret("email", person.email());
    secret("password", person.password());
    secret("access token", Objects.requireNonNull(person.graphQl().token()));
    String wrong = "wrong-" + UUID.randomUUID();
    secret("wrong password", wrong);
    assertThat(
            person.graphQl().errorCode(SIGN_IN, Map.of("email", person.email(), "password", wrong)))
        .isEqualTo("INVALID_CREDENTIALS");
    HttpResponse<String> session =
        post(
            STACK.at("auth").resolve("/sessions"),
            "{\"email\": \"%s\", \"password\": \"%s\"}"
                .formatted(person.email(), person.password()));
    var cookie = COOKIE.matcher(session.headers().map().toString() + session.body());
    assertThat(cookie.find()).isTrue();
    secret("session", cookie.group(1));
    assertThat(
            post(
                    STACK.at("auth").resolve("/users"),
                    "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(person.email(), wrong))
                .statusCode())
        .isEqualTo(409);
  }

  /** Paid, refused, asked back by the bank; the order that could not be paid. */
  private void payments() {
    Person seller = Person.signUp();
    Person buyer = Person.signUp();
    String paid = buyer.locks(seller.sells("Tosca", 7_700));
    assertThat(buyer.pays(paid, "pm_card_visa").path("status").asText()).isEqualTo("COMPLETED");
    String asked = buyer.locks(seller.sells("Norma", 7_700));
    var unused = buyer.pays(asked, "pm_card_threeDSecure2Required");
    secret(
        "client secret",
        buyer
            .graphQl()
            .data(SECRET_OF_CHARGE, Map.of("id", asked))
            .findPath("clientSecret")
            .asText());
    String refused = buyer.locks(seller.sells("Aida", 7_700));
    String card = "pm_" + UUID.randomUUID().toString().replace("-", "");
    secret("payment method", card);
    assertThat(buyer.payingFails(refused, card).path("code").asText()).startsWith("PAYMENT_");
  }

  private void badRequests() throws Exception {
    secret("card number", CARD);
    String password = "broken-" + UUID.randomUUID();
    secret("password in broken JSON", password);
    String token = "forged." + UUID.randomUUID() + ".token";
    secret("forged token", token);
    String broken = "{\"email\": \"x@example.com\", \"password\": \"%s\" \"card\": %s";
    for (String service : List.of("auth", "tickets", "orders", "payments")) {
      for (String path : List.of("/sessions", "/users", "/tickets", "/orders", "/charges")) {
        URI uri = STACK.at(service).resolve(path + "?token=" + token);
        var answer =
            send(uri, broken.formatted(password, CARD), "authorization", "Bearer " + token);
        assertThat(answer.statusCode()).isBetween(400, 499);
      }
    }
    String query = "{\"query\": \"mutation { signUp(input: {email: 1 password: \\\"%s %s\\\"\"}";
    assertThat(post(STACK.gateway().resolve("/graphql"), query.formatted(password, CARD)).body())
        .contains("errors");
    String signature = "t=1,v1=" + UUID.randomUUID();
    secret("webhook's signature", signature);
    URI webhooks = STACK.at("payments").resolve("/webhooks/stripe");
    assertThat(send(webhooks, "{\"id\": \"" + CARD + "\"}", "Stripe-Signature", signature))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(400);
  }

  /** PostgreSQL tells a row that it refuses to whom gave it, and to nobody else. */
  private void refusedAtTheServers() throws Exception {
    String value = "row-" + UUID.randomUUID();
    secret("value of a row", value);
    var auth = STACK.database("auth");
    try (var connection = DriverManager.getConnection(auth.url(), auth.user(), auth.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "create temp table once (v text constraint " + constraint + " primary key)");
      String insert = "insert into once values ('%s'), ('%s')".formatted(value, value);
      assertThatThrownBy(() -> statement.execute(insert)).hasMessageContaining(value);
    }
    String wrong = "wrong-" + UUID.randomUUID();
    secret("wrong database password", wrong);
    assertThatThrownBy(() -> DriverManager.getConnection(auth.url(), auth.user(), wrong))
        .hasMessageContaining("authentication failed");
  }

  private void secret(String what, String value) {
    secrets.put(what, value);
  }

  private static HttpResponse<String> post(URI uri, String body) throws Exception {
    return send(uri, body, "accept", "*/*");
  }

  private static HttpResponse<String> send(URI uri, String body, String header, String value)
      throws Exception {
    var request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .header(header, value)
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  /** The names of the logs that hold this text. */
  private static List<String> logged(String text) {
    try (var files = Files.list(LOGS)) {
      var names = new ArrayList<String>();
      for (Path file : files.toList()) {
        if (Files.readString(file).contains(text)) {
          names.add(file.getFileName().toString());
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
