package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.auth.TestTokens;
import ticketing.contracts.ChargeStep;
import ticketing.dev.LocalNats;

/** Subscriptions, as npm's graphql-sse has them. */
final class SubscriptionsIT {

  private static SseClient client;

  private final Gateway gateway = Gateway.shared();
  private final LiveWorld live = new LiveWorld(gateway.world, LocalNats.shared());

  @BeforeAll
  static void begin() throws Exception {
    client = SseClient.start();
  }

  @AfterAll
  static void end() {
    client.close();
  }

  @AfterEach
  void leave() {
    live.close();
  }

  private static String ticketChanged(UUID id) {
    return "subscription { ticketChanged(id: \"" + id + "\") { title version } }";
  }

  private static String orderChanged(UUID id) {
    return "subscription { orderChanged(id: \"" + id + "\") { status version charge { status } } }";
  }

  /** Subscribes, by the id of what is watched. */
  private String watch(UUID id, String query, @Nullable String token) {
    client.subscribe(id.toString(), gateway, query, token);
    return id.toString();
  }

  private static JsonNode version(String watched, int version) {
    return client.answer(
        watched, answer -> answer.path("data").findPath("version").asInt() == version);
  }

  private static String code(JsonNode answer) {
    return answer.at("/errors/0/extensions/code").asText();
  }

  private static void assertEndsWith(String watched, String code) {
    client.awaitEnd(watched);
    assertThat(code(client.answers(watched).getLast())).isEqualTo(code);
  }

  @Test
  void saysHowItStandsThenEachChange() {
    var ticket = live.ticket();
    var watched = watch(ticket, ticketChanged(ticket), null);
    version(watched, 1);

    live.change(ticket, "Aida");
    version(watched, 2);
    live.change(ticket, "Norma");

    assertThat(version(watched, 3).at("/data/ticketChanged/title").asText()).isEqualTo("Norma");
    assertThat(client.answers(watched)).hasSize(3);
    client.unsubscribe(watched);
  }

  @Test
  void aChangeDuringTheFirstReadIsNotMissed() {
    var ticket = live.ticket();
    var first = new AtomicBoolean(true);
    gateway.world.tickets.answers(call -> {
      var read = live.read(ticket);
      if (first.getAndSet(false)) {
        live.change(ticket, "Aida");
        return read.late(300);
      }
      return read;
    });

    var watched = watch(ticket, ticketChanged(ticket), null);

    version(watched, 2);
    assertThat(client.answers(watched).getFirst().findPath("version").asInt()).isEqualTo(1);
    client.unsubscribe(watched);
  }

  @Test
  void whatIsNoNewerIsNotSaidAgain() {
    var ticket = live.ticket();
    var watched = watch(ticket, ticketChanged(ticket), null);
    version(watched, 1);

    var second = live.changeSilently(ticket, "Aida");
    live.tell(second);
    version(watched, 2);
    int reads = gateway.world.tickets.calls().size();
    live.tell(second);
    live.tell(second);
    live.change(ticket, "Norma");
    version(watched, 3);

    assertThat(client.answers(watched)).hasSize(3);
    assertThat(gateway.world.tickets.calls()).hasSize(reads + 1);
    client.unsubscribe(watched);
  }

  @Test
  void anOrderChangesWithItsCharge() {
    var order = live.order();
    var watched = watch(order, orderChanged(order), live.token);
    assertThat(version(watched, 1).findPath("charge").isNull()).isTrue();

    live.charge(order, ChargeStep.CREATED);
    client.answer(
        watched,
        answer -> answer.at("/data/orderChanged/charge/status").asText().equals("CREATED"));
    live.charge(order, ChargeStep.COMPLETED);
    client.answer(
        watched,
        answer -> answer.at("/data/orderChanged/charge/status").asText().equals("COMPLETED"));
    live.complete(order);

    version(watched, 2);
    assertThat(client.answers(watched)).hasSize(4);
    client.unsubscribe(watched);
  }

  @Test
  void isRefusedInTheStreamSoThatItsClientDoesNotComeAgain() {
    var order = live.order();
    var another = new Caller(UUID.randomUUID(), UUID.randomUUID(), "user");
    var foreign = UUID.randomUUID().toString();
    client.subscribe(foreign, gateway, orderChanged(order), TestTokens.shared().of(another));
    var signedOut = UUID.randomUUID().toString();
    client.subscribe(signedOut, gateway, orderChanged(order), null);
    var forged = UUID.randomUUID().toString();
    client.subscribe(forged, gateway, ticketChanged(live.ticket()), live.token + "x");
    var missing = UUID.randomUUID();
    client.subscribe(missing.toString(), gateway, ticketChanged(missing), null);
    var malformed = UUID.randomUUID().toString();
    client.subscribe(malformed, gateway, "subscription { ticketChanged(id: \"1\") { id } }", null);
    var two = UUID.randomUUID().toString();
    client.subscribe(
        two,
        gateway,
        "subscription { a: ticketChanged(id: 1) { id } b: ticketChanged(id: 2) { id } }",
        null);

    assertEndsWith(foreign, "NOT_FOUND");
    assertEndsWith(signedOut, "UNAUTHENTICATED");
    assertEndsWith(forged, "UNAUTHENTICATED");
    assertEndsWith(missing.toString(), "NOT_FOUND");
    assertEndsWith(malformed, "BAD_USER_INPUT");
    assertEndsWith(two, "GRAPHQL_VALIDATION_FAILED");
    assertThat(client.answers(foreign)).hasSize(1);
  }

  @Test
  void endsWithItsSession() {
    var ticket = live.ticket();
    var order = live.order();
    var watched = watch(ticket, ticketChanged(ticket), live.token);
    var own = watch(order, orderChanged(order), live.token);
    version(watched, 1);
    version(own, 1);

    live.signOut();

    assertEndsWith(watched, "UNAUTHENTICATED");
    assertEndsWith(own, "UNAUTHENTICATED");
    var late = UUID.randomUUID().toString();
    client.subscribe(late, gateway, ticketChanged(ticket), live.token);
    assertEndsWith(late, "UNAUTHENTICATED");
  }

  @Test
  void endsWithItsTokenAndGoesOnWithAnother() {
    var ticket = live.ticket();
    var watched =
        watch(
            ticket,
            ticketChanged(ticket),
            TestTokens.shared().of(live.buyer, Duration.ofMillis(1_500)));
    version(watched, 1);

    assertEndsWith(watched, "UNAUTHENTICATED");
    client.subscribe("renewed", gateway, ticketChanged(ticket), live.token);
    version("renewed", 1);
    client.unsubscribe("renewed");
  }

  @Test
  void goesOnWhenWhatItWatchesCanBeReadAgain() {
    var ticket = live.ticket();
    var watched = watch(ticket, ticketChanged(ticket), null);
    version(watched, 1);
    gateway.world.tickets.answers(_ -> Reply.bare(503));
    live.change(ticket, "Aida");
    await().until(() -> !gateway.world.tickets.calls().isEmpty());

    live.answer();

    version(watched, 2);
    assertThat(client.answers(watched)).hasSize(2);
    client.unsubscribe(watched);
  }

  @Test
  void manyWhoWatchOneTicketReadItOnceAChange() {
    var ticket = live.ticket();
    var many = IntStream.range(0, 15).mapToObj(n -> ticket + " " + n).toList();
    many.forEach(one -> client.subscribe(one, gateway, ticketChanged(ticket), null));
    many.forEach(one -> version(one, 1));
    int reads = gateway.world.tickets.calls().size();

    live.change(ticket, "Aida");

    many.forEach(one -> version(one, 2));
    assertThat(gateway.world.tickets.calls()).hasSize(reads + 1);
    many.forEach(client::unsubscribe);
  }
}
