package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.auth.AuthClient.PASSWORD;
import static ticketing.auth.AuthClient.credentials;
import static ticketing.auth.AuthClient.newEmail;

import com.auth0.jwt.JWT;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.auth.AuthClient.Answer;
import ticketing.auth.TwoInstances.Pair;
import ticketing.chassis.testing.RestClient;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.admin.AuditRepresentation;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.auth.UserAccountRepresentation;

/** What admins do with users. */
@ExtendWith(TwoInstances.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsIT {

  private static final ReasonRequest WHY = new ReasonRequest("asked for by phone");

  private final Pair pair;
  private final AuthClient auth;
  private Answer self;
  private RestClient admin;
  private Answer another;

  AccountsIT(Pair pair) {
    this.pair = pair;
    this.auth = pair.first();
  }

  // Once, as each password takes its time to be hashed.
  @BeforeAll
  void begin() {
    another = auth.signUp();
    self = newAdmin();
    admin = RestClient.ofService(auth.base()).withToken(self.token());
  }

  @Test
  void findsUsersByEmailIdAndRole() {
    String email = newEmail();
    String id = auth.post("/users", credentials(email, PASSWORD), null).userId();
    for (String query : List.of("?email=" + email.toUpperCase(Locale.ROOT), "?id=" + id)) {
      assertThat(list(query).items())
          .singleElement()
          .extracting(
              item -> item.node().id(), item -> item.node().email(), item -> item.node().role())
          .containsExactly(UUID.fromString(id), email, "user");
    }
    assertThat(list("?role=admin&id=" + id).items()).isEmpty();
    assertThat(list("?role=user&id=" + id).items()).hasSize(1);
    var newest = list("?first=1");
    assertThat(newest.items().getFirst().node().id()).hasToString(id);
    assertThat(list("?first=1&after=" + newest.next()).items().getFirst().node().id().toString())
        .isLessThan(id);
  }

  @Test
  void grantsTheRoleOnce() {
    Answer user = auth.signUp();
    var granted = act(user, "grant-admin").as(UserAccountRepresentation.class);
    assertThat(granted.role()).isEqualTo("admin");
    assertThat(granted.version()).isEqualTo(2);
    assertThat(JWT.decode(auth.renew(user.token()).token()).getClaim("role").asString())
        .isEqualTo("admin");
    assertThat(act(user, "grant-admin").as(UserAccountRepresentation.class)).isEqualTo(granted);
    assertAudited(user, "user.grant-admin");
  }

  @Test
  void takesTheRoleOnceAndEndsAllSessions() {
    Answer other = newAdmin();
    var taken = act(other, "take-admin").as(UserAccountRepresentation.class);
    assertThat(taken.role()).isEqualTo("user");
    awaitEnd(other);
    assertThat(act(other, "take-admin").as(UserAccountRepresentation.class)).isEqualTo(taken);
    assertAudited(other, "user.take-admin");
  }

  @Test
  void theLastAdminStaysOne() {
    Answer last = newAdmin();
    pair.jdbi()
        .useHandle(handle ->
            handle.execute(
                "update users set role = 'user' where id <> ?", UUID.fromString(last.userId())));
    Answer disabled = newAdmin();
    assertThat(act(disabled, "disable").status()).isEqualTo(200);
    for (String action : List.of("take-admin", "disable")) {
      String path = "/admin/users/" + last.userId() + "/" + action;
      var refused = RestClient.ofService(auth.base()).withToken(last.token()).post(path, WHY);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
    }
    assertThat(list("?role=admin&disabled=false").items())
        .singleElement()
        .extracting(item -> item.node().id())
        .hasToString(last.userId());
    assertThat(audited(last).items()).isEmpty();

    makeAdmin(another);
    assertThat(act(last, "take-admin").as(UserAccountRepresentation.class).role())
        .isEqualTo("user");
    awaitEnd(last);
  }

  @Test
  void aDisabledUserIsSignedOutAndCannotSignInUntilEnabled() {
    String email = newEmail();
    Answer user = auth.post("/users", credentials(email, PASSWORD), null);
    var disabled = act(user, "disable").as(UserAccountRepresentation.class);
    assertThat(disabled.disabledAt()).isEqualTo(disabled.updatedAt());
    assertThat(disabled.version()).isEqualTo(2);
    assertThat(auth.renew(user.token()).status()).isEqualTo(401);
    awaitEnd(user);
    assertThat(auth.post("/sessions", credentials(email, PASSWORD), null).body())
        .as("nobody learns that the password was right")
        .isEqualTo(auth.post("/sessions", credentials(newEmail(), PASSWORD), null).body());
    assertThat(act(user, "disable").as(UserAccountRepresentation.class)).isEqualTo(disabled);
    assertAudited(user, "user.disable");
    assertThat(list("?disabled=true&id=" + user.userId()).items()).hasSize(1);
    assertThat(list("?disabled=false&id=" + user.userId()).items()).isEmpty();

    var enabled = act(user, "enable").as(UserAccountRepresentation.class);
    assertThat(enabled.disabledAt()).isNull();
    assertThat(act(user, "enable").as(UserAccountRepresentation.class)).isEqualTo(enabled);
    assertThat(list("?disabled=false&id=" + user.userId()).items()).hasSize(1);
    assertThat(audited(user).items())
        .extracting(item -> item.node().what())
        .containsExactly("user.enable", "user.disable");
    assertThat(auth.renew(user.token()).status()).as("what ended stays so").isEqualTo(401);
    assertThat(auth.post("/sessions", credentials(email, PASSWORD), null).status()).isEqualTo(201);
  }

  @Test
  void endsAllSessionsOfAUser() {
    String email = newEmail();
    Answer one = auth.post("/users", credentials(email, PASSWORD), null);
    Answer two = auth.post("/sessions", credentials(email, PASSWORD), null);
    assertThat(act(one, "end-sessions").as(UserAccountRepresentation.class).version()).isOne();
    awaitEnd(one);
    awaitEnd(two);
    assertThat(auth.post("/sessions", credentials(email, PASSWORD), null).status()).isEqualTo(201);
    assertAudited(one, "user.end-sessions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/grant-admin", "/take-admin", "/end-sessions", "/disable", "/enable"})
  void isForAdminsAlone(String action) {
    String path = "/admin/users" + (action.isEmpty() ? "" : "/" + self.userId() + action);
    String method = action.isEmpty() ? "GET" : "POST";
    String body = action.isEmpty() ? null : "{\"reason\": \"mine\"}";
    var rest = RestClient.ofService(auth.base());
    assertThat(rest.withToken(another.token()).send(method, path, body).code())
        .isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(rest.send(method, path, body).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @CsvSource({
    "id,me",
    "email,%00",
    "role,owner",
    "disabled,no",
    "first,0",
    "first,101",
    "after,rubbish"
  })
  void namesTheParameterThatIsWrong(String name, String value) {
    var reply = admin.get("/admin/users?" + name + "=" + value);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(name)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grant-admin", "take-admin", "end-sessions", "disable", "enable"})
  void anActionTakesAUserAndAReason(String action) {
    String none = "/admin/users/" + UUID.randomUUID() + "/" + action;
    assertThat(admin.post(none, WHY).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(admin.post(none, Map.of("reason", " ")).field("reason")).isNotEmpty();
    assertThat(admin.post(none, Map.of()).field("reason")).isNotEmpty();
    assertThat(admin.post("/admin/users/me/" + action, WHY).field("id")).isNotEmpty();
  }

  private Answer newAdmin() {
    Answer session = auth.signUp();
    makeAdmin(session);
    return auth.renew(session.token());
  }

  private void makeAdmin(Answer session) {
    pair.jdbi()
        .useHandle(handle ->
            handle.execute(
                "update users set role = 'admin', version = 2 where id = ?",
                UUID.fromString(session.userId())));
  }

  private RestClient.Reply act(Answer user, String action) {
    return admin.post("/admin/users/" + user.userId() + "/" + action, WHY);
  }

  private void awaitEnd(Answer session) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> pair.second().get("/users/me", session.token()).status() == 401);
    assertThat(auth.renew(session.token()).status()).isEqualTo(401);
  }

  private void assertAudited(Answer user, String what) {
    assertThat(audited(user).items())
        .singleElement()
        .extracting(
            item -> item.node().who(), item -> item.node().what(), item -> item.node().reason())
        .containsExactly(UUID.fromString(self.userId()), what, WHY.reason());
  }

  private Page<UserAccountRepresentation> list(String query) {
    return admin.get("/admin/users" + query).as(new TypeReference<>() {});
  }

  private Page<AuditRepresentation> audited(Answer user) {
    return admin.get("/admin/audit?subject=" + user.userId()).as(new TypeReference<>() {});
  }
}
