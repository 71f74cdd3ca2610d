package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static ticketing.auth.AuthClient.PASSWORD;
import static ticketing.auth.AuthClient.credentials;
import static ticketing.auth.AuthClient.newEmail;

import java.util.Collections;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.TwoInstances.Pair;

/** What is refused, with its code and field, and leaves nothing behind. */
@ExtendWith(TwoInstances.class)
class BadInputIT {

  private static final String UUIDS = "&ids=" + UUID.randomUUID();

  private final Pair pair;
  private final AuthClient auth;

  BadInputIT(Pair pair) {
    this.pair = pair;
    this.auth = pair.first();
  }

  static Stream<Arguments> badCredentials() {
    String fine = "a.b+c@example.com";
    return Stream.of(
        arguments("email", credentials("", PASSWORD)),
        arguments("email", credentials("nobody", PASSWORD)),
        arguments("email", credentials("nobody@localhost", PASSWORD)),
        arguments("email", credentials("@example.com", PASSWORD)),
        arguments("email", credentials("no body@example.com", PASSWORD)),
        arguments("email", credentials("two@at@example.com", PASSWORD)),
        arguments("email", credentials("nul\0@example.com", PASSWORD)),
        arguments("email", credentials("a".repeat(60) + "@" + "d.".repeat(96) + "io", PASSWORD)),
        arguments("password", credentials(fine, "1234567")),
        arguments("password", credentials(fine, "x".repeat(129))),
        arguments("email", "{\"password\": \"" + PASSWORD + "\"}"),
        arguments("password", "{\"email\": \"" + fine + "\"}"),
        arguments("password", "{\"email\": \"" + fine + "\", \"password\": null}"),
        arguments("password", "{\"email\": \"" + fine + "\", \"password\": 12345678}"),
        arguments("email", "{\"email\": [\"" + fine + "\"], \"password\": \"12345678\"}"),
        arguments("role", "{\"email\": \"" + fine + "\", \"role\": \"admin\"}"),
        arguments("body", "{\"email\": \"" + fine),
        arguments("body", "{} {}"),
        arguments("body", "{\"email\": \"" + "a".repeat(64 * 1024) + "\"}"),
        arguments("body", "[]"),
        arguments("body", "null"),
        arguments("body", ""));
  }

  @ParameterizedTest
  @MethodSource("badCredentials")
  void namesTheFieldOfBadCredentials(String field, String json) {
    for (String path : new String[] {"/users", "/sessions"}) {
      Answer answer = auth.post(path, json, null);
      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("BAD_USER_INPUT");
      assertThat(answer.body().path("fields").fieldNames()).toIterable().containsExactly(field);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
    assertThat(pair.count("select count(*) from users where email like 'a.b+c%'")).isZero();
  }

  @Test
  void takesPasswordsOf8And128Characters() {
    for (String password : new String[] {"12345678", "ü😀".repeat(42) + "xy"}) {
      String json = credentials(newEmail(), password);
      assertThat(auth.post("/users", json, null).status()).isEqualTo(201);
      assertThat(auth.post("/sessions", json, null).status()).isEqualTo(201);
    }
  }

  static final String[] BAD_IDS = {
    "",
    "?ids=",
    "?ids=nonsense",
    "?ids=1" + UUIDS,
    "?" + String.join("", Collections.nCopies(101, UUIDS))
  };

  @ParameterizedTest
  @FieldSource("BAD_IDS")
  void namesIdsThatAreNoneOrTooManyOrMalformed(String query) {
    Answer answer = auth.get("/users/by-ids" + query, null);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("BAD_USER_INPUT");
    assertThat(answer.body().path("fields").fieldNames()).toIterable().containsExactly("ids");
  }

  @Test
  void takes100Ids() {
    String query = "?" + String.join("", Collections.nCopies(100, UUIDS));
    assertThat(auth.get("/users/by-ids" + query, null).status()).isEqualTo(200);
  }

  @Test
  void answersTheFrameworksOwnErrorsInTheSameWay() {
    assertThat(auth.get("/nowhere", null).code()).isEqualTo("NOT_FOUND");
    assertThat(auth.get("/sessions", null).code()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(auth.get("/users/me", null).code()).isEqualTo("UNAUTHENTICATED");
    assertThat(auth.renew("").code()).isEqualTo("UNAUTHENTICATED");
  }
}
