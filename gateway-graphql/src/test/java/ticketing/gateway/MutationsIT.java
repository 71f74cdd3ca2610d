package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.TicketStatus;

final class MutationsIT {

  private final Gateway gateway = Gateway.shared();
  private final World world = gateway.world;

  /** A mutation, the call it makes and the JSON it sends. */
  record Mapped(String mutation, Service service, String method, String path, String body) {}

  static Stream<Mapped> mapped() {
    var id = World.id(1).toString();
    return Stream.of(
        new Mapped(
            "signUp(input: {email: \"a@b.de\", password: \"12345678\"}) { user { id } }",
            Service.AUTH,
            "POST",
            "/users",
            "{'email':'a@b.de','password':'12345678'}"),
        new Mapped(
            "signIn(input: {email: \"a@b.de\", password: \"12345678\"}) { accessToken expiresAt }",
            Service.AUTH,
            "POST",
            "/sessions",
            "{'email':'a@b.de','password':'12345678'}"),
        new Mapped(
            "renewSession { accessToken }", Service.AUTH, "POST", "/sessions/current/renewal", ""),
        new Mapped("signOut", Service.AUTH, "DELETE", "/sessions/current", ""),
        new Mapped(
            "createTicket(input: {title: \"T\", price: {amount: 5000}}) { id }",
            Service.TICKETS,
            "POST",
            "/tickets",
            "{'title':'T','price':{'amount':5000,'currency':'usd'}}"),
        new Mapped(
            "updateTicket(id: \"" + id + "\", input: {title: \"T\", expectedVersion: 3}) { id }",
            Service.TICKETS,
            "PATCH",
            "/tickets/" + id,
            "{'title':'T','price':null,'expectedVersion':3}"),
        new Mapped(
            "withdrawTicket(id: \"" + id + "\") { id }",
            Service.TICKETS,
            "POST",
            "/tickets/" + id + "/withdrawal",
            ""),
        new Mapped(
            "createOrder(input: {ticketId: \"" + id + "\", idempotencyKey: \"k\"}) { id }",
            Service.ORDERS,
            "POST",
            "/orders",
            "{'ticketId':'" + id + "','expectedPrice':null,'idempotencyKey':'k'}"),
        new Mapped(
            "cancelOrder(id: \"" + id + "\") { id }",
            Service.ORDERS,
            "POST",
            "/orders/" + id + "/cancellation",
            ""),
        new Mapped(
            "payOrder(input: {orderId: \"" + id + "\", paymentMethodId: \"pm_card_visa\"}) { id }",
            Service.PAYMENTS,
            "POST",
            "/charges",
            "{'orderId':'" + id + "','paymentMethodId':'pm_card_visa','idempotencyKey':null}"));
  }

  @ParameterizedTest
  @MethodSource("mapped")
  void aMutationMakesItsCall(Mapped expected) throws Exception {
    var answer = gateway.ask("mutation { " + expected.mutation() + " }");

    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    assertThat(world.calls()).hasSize(1);
    var call = world.all().get(expected.service().ordinal()).onlyCall();
    assertThat(call.method()).isEqualTo(expected.method());
    assertThat(call.path()).isEqualTo(expected.path());
    assertThat(call.query()).isEmpty();
    assertThat(call.header("Authorization"))
        .isEqualTo(expected.path().matches("/users|/sessions") ? null : "Bearer token");
    assertThat(tree(call.body())).isEqualTo(tree(expected.body().replace('\'', '"')));
  }

  @Test
  void everyMutationIsInTheTable() throws Exception {
    var names =
        gateway.ask("{ __type(name: \"Mutation\") { fields { name } } }").at("/data/__type/fields");

    assertThat(names.findValuesAsText("name"))
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(mapped()).anyMatch(mapped -> mapped.mutation().startsWith(name)));
  }

  @Test
  void signingOutIsTrueAlsoWhenSignedOutAlready() {
    assertThat(gateway.ask("mutation { signOut }").at("/data/signOut").asBoolean()).isTrue();

    world.auth.answers(_ -> Reply.problem(ErrorCode.UNAUTHENTICATED));
    assertThat(gateway.ask("mutation { signOut }").at("/data/signOut").asBoolean()).isTrue();

    world.reset();
    assertThat(gateway.askSignedOut("mutation { signOut }").at("/data/signOut").asBoolean())
        .isTrue();
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void signingOutFailsWhereItIsNotKnownToHaveHappened() {
    world.auth.answers(_ -> Reply.bare(500));

    assertThat(gateway.ask("mutation { signOut }").at("/errors/0/extensions/code").asText())
        .isEqualTo("SERVICE_UNAVAILABLE");
  }

  @Test
  void laterMutationsSeeWhatEarlierOnesDid() {
    var answer =
        gateway.ask(
            """
            mutation($t: ID!) {
              createOrder(input: {ticketId: $t}) { ticket { title } }
              cancelOrder(id: $t) { ticket { title } } }
            """,
            Map.of("t", World.id(1)));

    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    assertThat(world.orders.calls())
        .extracting(StubService.Call::path)
        .containsExactly("/orders", "/orders/" + World.id(1) + "/cancellation");
    assertThat(world.tickets.calls()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMutationIsNeverRepeated(boolean hangsUp) {
    world.tickets.answers(_ -> hangsUp ? Reply.hangUp() : Reply.bare(503));

    var answer = gateway.ask("mutation { withdrawTicket(id: \"" + World.id(1) + "\") { id } }");

    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("SERVICE_UNAVAILABLE");
    assertThat(answer.at("/errors/0/extensions/service").asText()).isEqualTo("tickets");
    assertThat(world.tickets.calls()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"INTERNAL", "SERVICE_UNAVAILABLE"})
  void whatAServiceRefusesIsAnErrorWithItsCode(ErrorCode code) {
    world.orders.answers(_ -> Reply.problem(code));

    var error = error(gateway.ask("mutation { cancelOrder(id: \"" + World.id(1) + "\") { id } }"));

    assertThat(error.at("/extensions").toString()).isEqualTo("{\"code\":\"" + code + "\"}");
    assertThat(error.at("/message").asText()).isEqualTo("detail of " + code);
    assertThat(error.at("/path").toString()).isEqualTo("[\"cancelOrder\"]");
    assertThat(error.at("/locations").toString()).isEqualTo("[{\"line\":1,\"column\":12}]");
  }

  @Test
  void whatAServiceSaysOfTheRefusalIsPassedOn() {
    world.orders.answers(_ ->
        Reply.problem(
            ErrorCode.TICKET_LOCKED, Map.of("ticketId", "is held"), "the order", "do_not", 9));

    var error = error(gateway.ask("mutation { cancelOrder(id: \"" + World.id(1) + "\") { id } }"));

    assertThat(error.at("/extensions/fields/ticketId").asText()).isEqualTo("is held");
    assertThat(error.at("/extensions/orderId").asText()).isEqualTo("the order");
    assertThat(error.at("/extensions/declineCode").asText()).isEqualTo("do_not");
    assertThat(error.at("/extensions/retryAfterSeconds").asInt()).isEqualTo(9);
  }

  @Test
  void anAnswerThatNobodyExpectedIsInternalAndTellsNothing() {
    world.orders.answers(_ -> Reply.bare(404));

    var answer = gateway.ask("mutation { cancelOrder(id: \"" + World.id(1) + "\") { id } }");

    assertThat(error(answer).at("/extensions").toString()).isEqualTo("{\"code\":\"INTERNAL\"}");
    assertThat(answer.toString()).doesNotContain("Secret", "answered", "/orders", "IllegalState");
  }

  @Test
  void anAnswerThatDoesNotFitTheSchemaIsInternalAndTellsNothing() {
    world.tickets.answers(_ ->
        Reply.created(
            Map.of("id", World.id(1), "version", "not a number", "status", TicketStatus.SOLD)));

    var answer =
        gateway.ask(
            "mutation { withdrawTicket(id: \"" + World.id(1) + "\") { id version title } }");

    assertThat(answer.at("/errors"))
        .isNotEmpty()
        .allSatisfy(error ->
            assertThat(error.at("/extensions").toString()).isEqualTo("{\"code\":\"INTERNAL\"}"));
    assertThat(answer.toString()).doesNotContain("not a number");
  }

  private static JsonNode error(JsonNode answer) {
    assertThat(answer.at("/errors").size()).as(answer.toString()).isEqualTo(1);
    return answer.at("/errors/0");
  }

  private static JsonNode tree(String json) throws Exception {
    return Reply.JSON.readTree(json);
  }
}
