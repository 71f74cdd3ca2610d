package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import ticketing.auth.AuthClient.Answer;
import ticketing.chassis.testing.AnyText;

/** Whatever is signed up with, by chance: it is taken and signs in, or refused by its field. */
class AnyCredentialsIT {

  private final AuthClient auth = TwoInstances.shared().first();

  @Provide
  static Arbitrary<String> texts() {
    return AnyText.texts();
  }

  @Provide
  static Arbitrary<String> noPasswords() {
    return AnyText.texts().filter(text -> text.length() < 8 || text.length() > 128);
  }

  @Provide
  static Arbitrary<String> emails() {
    var name =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('A', 'Z')
            .numeric()
            .withChars(".+-_'")
            .ofMinLength(1)
            .ofMaxLength(40);
    var label = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20);
    return Combinators.combine(name, label, label)
        .as((user, domain, top) -> user + "@" + domain + "." + top);
  }

  // Few, as each is hashed.
  @Property(tries = 12, seed = "1")
  void anEmailSignsUpAndInWhateverItsCase(@ForAll("emails") String email) {
    Answer user = signUp(email, AuthClient.PASSWORD);
    if (user.code().equals("EMAIL_TAKEN")) {
      return;
    }
    assertThat(user.status()).as(email + user.body()).isEqualTo(201);
    assertThat(user.body().at("/user/email").asText()).isEqualTo(email.toLowerCase(Locale.ROOT));
    String shouted = email.toUpperCase(Locale.ROOT);
    Answer session =
        auth.post("/sessions", AuthClient.credentials(shouted, AuthClient.PASSWORD), null);
    assertThat(session.userId()).isEqualTo(user.userId());
  }

  @Property(tries = 150, seed = "2")
  void aTextIsNoEmail(@ForAll("texts") String text) {
    Answer answer = signUp(text, AuthClient.PASSWORD);
    assertThat(answer.status()).as(text).isEqualTo(400);
    assertThat(answer.body().path("fields").has("email")).as(text).isTrue();
  }

  @Property(tries = 150, seed = "3")
  void aPasswordHasItsLength(@ForAll("noPasswords") String text) {
    Answer answer = signUp(AuthClient.newEmail(), text);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("fields").has("password")).as(answer.body().toString()).isTrue();
  }

  private Answer signUp(String email, String password) {
    return auth.post(
        "/users",
        "{\"email\": %s, \"password\": %s}".formatted(AnyText.json(email), AnyText.json(password)),
        null);
  }
}
