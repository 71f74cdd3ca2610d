package ticketing.e2e;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who a caller is, and until when. */
class SessionsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ME = "{ me { id email } }";

  /** With the directive none of them ends the others. */
  private static final String TEN_SIGN_INS =
      "mutation ($email: String!, $password: String!) @experimental_disableErrorPropagation {"
          + IntStream.range(0, 10)
              .mapToObj(n ->
                  " a%d: signIn(input: {email: $email, password: $password}) { accessToken }"
                      .formatted(n))
              .collect(joining())
          + "}";

  private static final String SIGN_IN =
      """
      mutation ($email: String!, $password: String!) {
        signIn(input: {email: $email, password: $password}) { accessToken user { id } }
      }
      """;

  @Test
  void signsInAgainAndRenews() {
    Person person = Person.signUp();
    assertThat(person.graphQl().data(ME, Map.of()).path("me").path("email").asText())
        .isEqualTo(person.email());
    JsonNode session =
        person
            .graphQl()
            .data(SIGN_IN, Map.of("email", person.email(), "password", person.password()))
            .path("signIn");
    assertThat(session.path("user").path("id").asText()).isEqualTo(person.id());
    String renewed =
        person
            .graphQl()
            .withToken(session.path("accessToken").asText())
            .data("mutation { renewSession { accessToken } }", Map.of())
            .path("renewSession")
            .path("accessToken")
            .asText();
    assertThat(
            person.graphQl().withToken(renewed).data(ME, Map.of()).path("me").path("id").asText())
        .isEqualTo(person.id());
  }

  @Test
  void refusesAWrongPasswordAndATakenEmail() {
    Person person = Person.signUp();
    var wrong = Map.of("email", person.email(), "password", "not the password");
    assertThat(person.graphQl().errorCode(SIGN_IN, wrong)).isEqualTo("INVALID_CREDENTIALS");
    assertThat(person.graphQl().errorCode(SIGN_IN.replace("signIn", "signUp"), wrong))
        .isEqualTo("EMAIL_TAKEN");
  }

  @Test
  void withoutATokenMeIsNull() {
    var anonymous = new GraphQl(Installation.stack().gateway(), null);
    assertThat(anonymous.data(ME, Map.of()).path("me").isNull()).isTrue();
    assertThat(anonymous.errorCode("{ orders { nodes { id } } }", Map.of()))
        .isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void signingOutKillsTheTokenEverywhereWithinASecond() {
    String ticket = Person.signUp().sells("Lulu", 5_000);
    // Of some, as this machine may be busy with something else at the moment.
    var fastest =
        Stream.generate(() -> untilATokenIsRefused(ticket))
            .limit(3)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(fastest).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aBrowserIsKnownByItsCookieAloneUntilItSignsOut() {
    Person person = Person.signUp();
    String signIn =
        "mutation { signIn(input: {email: \\\"%s\\\", password: \\\"%s\\\"}) { expiresAt } }"
            .formatted(person.email(), person.password());
    String cookie =
        browse(signIn, "none=1").headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    assertThat(cookie).startsWith("ticketing_session=");
    for (String ask : new String[] {"{ me { id } }", "{ me { id } orders { nodes { id } } }"}) {
      assertThat(browse(ask, cookie).body()).contains(person.id()).doesNotContain("errors");
    }
    assertThat(browse("mutation { signOut }", cookie).headers().firstValue("set-cookie"))
        .hasValueSatisfying(removed -> assertThat(removed).contains("Max-Age=0"));
    assertThat(browse("{ me { id } }", cookie).body()).isEqualTo("{\"data\":{\"me\":null}}");
  }

  /** Ten tries in one document are ten tries. */
  @Test
  void aThrottledAccountSaysWhenToComeAgain() {
    Person person = Person.signUp();
    JsonNode failures =
        person
            .graphQl()
            .ask(TEN_SIGN_INS, Map.of("email", person.email(), "password", "not the password"))
            .path("errors");
    assertThat(failures)
        .hasSize(10)
        .allSatisfy(failure ->
            assertThat(failure.at("/extensions/code").asText()).isEqualTo("INVALID_CREDENTIALS"));
    JsonNode refused =
        person
            .graphQl()
            .error(SIGN_IN, Map.of("email", person.email(), "password", person.password()))
            .path("extensions");
    assertThat(refused.path("code").asText()).isEqualTo("RATE_LIMITED");
    assertThat(refused.path("retryAfterSeconds").asInt()).isBetween(1, 900);
    assertThat(person.graphQl().data(ME, Map.of()).path("me").isNull()).isFalse();
  }

  private static HttpResponse<String> browse(String query, String cookie) {
    return send(
        HttpRequest.newBuilder(Installation.stack().gateway().resolve("/graphql"))
            .header("content-type", "application/json")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", cookie)
            .POST(BodyPublishers.ofString("{\"query\": \"" + query + "\"}"))
            .build());
  }

  private static Duration untilATokenIsRefused(String ticket) {
    Person person = Person.signUp();
    assertThat(status("orders", "GET", "/orders", person)).isEqualTo(200);
    assertThat(person.graphQl().data("mutation { signOut }", Map.of()).path("signOut").asBoolean())
        .isTrue();
    long signedOut = System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> {
          assertThat(status("auth", "GET", "/users/me", person)).isEqualTo(401);
          assertThat(status("tickets", "POST", "/tickets/" + ticket + "/withdrawal", person))
              .isEqualTo(401);
          assertThat(status("orders", "GET", "/orders", person)).isEqualTo(401);
          assertThat(status("payments", "GET", "/charges/by-orders?orderIds=" + ticket, person))
              .isEqualTo(401);
        });
    var took = Duration.ofNanos(System.nanoTime() - signedOut);
    assertThat(person.graphQl().data("mutation { signOut }", Map.of()).path("signOut").asBoolean())
        .isTrue();
    return took;
  }

  private static int status(String service, String method, String path, Person person) {
    var request =
        HttpRequest.newBuilder(Installation.stack().at(service).resolve(path))
            .header("authorization", "Bearer " + person.graphQl().token())
            .header("content-type", "application/json")
            .method(method, BodyPublishers.noBody())
            .build();
    return send(request).statusCode();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
