package ticketing.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ticketing.dev.LocalNats;

/**
 * The streams of subscriptions, as HTTP has them; by a gateway that waits for nothing at length.
 */
final class EventStreamsIT {

  private static final String[] SETTINGS = {
    "calls.answer=5s",
    "live.perCaller=3",
    "live.keepAlive=300ms",
    "live.readWithin=2s",
    "server.shutdownGracePeriod=20s"
  };

  private static final int CHANGES = 100;

  private static LocalNats nats;
  private static Gateway gateway;

  private LiveWorld live;

  @BeforeAll
  static void begin() {
    nats = LocalNats.start();
    gateway = Gateway.start(with("events.url=" + nats.url()));
  }

  private static String[] with(String... more) {
    var all = new ArrayList<>(List.of(SETTINGS));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @AfterAll
  static void end() {
    gateway.close();
    nats.close();
  }

  @BeforeEach
  void arrive() {
    gateway.world.reset();
    live = new LiveWorld(gateway.world, nats);
  }

  @AfterEach
  void leave() {
    live.close();
    await().until(gateway::subscriptions, open -> open == 0);
  }

  private static String ticketChanged(UUID id) {
    return "subscription { ticketChanged(id: \"" + id + "\") { title version } }";
  }

  private static void version(EventSource source, int version) {
    var unused = source.answer(answer -> answer.findPath("version").asInt() == version);
  }

  @Test
  void isAStreamOfEventsWithCommentsWhileNothingHappens() throws Exception {
    try (var source = EventSource.post(gateway, ticketChanged(live.ticket()))) {
      await().until(() -> source.lines().stream().filter(":"::equals).count() >= 2);

      assertThat(source.status()).isEqualTo(200);
      assertThat(source.type()).isEqualTo("text/event-stream;charset=utf-8");
      assertThat(source.response.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(source.lines())
          .startsWith(
              "event: next",
              "data: {\"data\":{\"ticketChanged\":{\"title\":\"Tosca\",\"version\":1}}}",
              "",
              ":",
              "");
      assertThat(gateway.subscriptions()).isEqualTo(1);
    }
  }

  @Test
  void isAskedForByGetToo() throws Exception {
    var ticket = live.ticket();
    String query = URLEncoder.encode(ticketChanged(ticket), StandardCharsets.UTF_8);
    var request = HttpRequest.newBuilder(gateway.uri("/graphql?query=" + query));
    try (var source = EventSource.send(request)) {
      version(source, 1);
      live.change(ticket, "Aida");
      version(source, 2);
    }
  }

  @Test
  void whatIsNoSubscriptionIsAnsweredOnceAsAStream() {
    assertThat(EventSource.post(gateway, "{ me { id } }").toTheEnd())
        .containsExactly(
            "event: next", "data: {\"data\":{\"me\":null}}", "", "event: complete", "data: ", "");
    var malformed = EventSource.post(gateway, "subscription {");
    assertThat(malformed.status()).isEqualTo(200);
    assertThat(malformed.toTheEnd()).hasSize(6);
    assertThat(malformed.answers().getFirst().at("/errors/0/extensions/code").asText())
        .isEqualTo("GRAPHQL_PARSE_FAILED");
  }

  @Test
  void whoAcceptsJsonAsWellGetsAStreamForSubscriptionsAlone() throws Exception {
    var both = "application/json";
    try (var source = EventSource.post(gateway, ticketChanged(live.ticket()), "Accept", both)) {
      version(source, 1);
    }
    var query = EventSource.post(gateway, "{ me { id } }", "Accept", both);
    assertThat(query.type()).isEqualTo("application/json");
    assertThat(query.toTheEnd()).containsExactly("{\"data\":{\"me\":null}}");
  }

  @Test
  void aMutationIsNotRunByGet() {
    var request = HttpRequest.newBuilder(gateway.uri("/graphql?query=mutation%7BsignOut%7D"));
    var refused = EventSource.send(request, "Authorization", "Bearer " + live.token);
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.type()).isEqualTo("application/json");
    assertThat(gateway.world.calls()).isEmpty();
  }

  @Test
  void whatCannotBeReadAtFirstIsTriedAgainByItsClient() {
    gateway.world.tickets.answers(_ -> Reply.bare(503));
    var refused = EventSource.post(gateway, ticketChanged(live.ticket()));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.type()).isEqualTo("application/json");
    assertThat(refused.toTheEnd().getFirst()).contains("\"SERVICE_UNAVAILABLE\"");
  }

  @Test
  void aCallerMayHaveSoManyAndFindsRoomWhenOneHungUp() throws Exception {
    String query = ticketChanged(live.ticket());
    String[] user = {"Authorization", "Bearer " + live.token};
    try (var first = EventSource.post(gateway, query, user);
        var second = EventSource.post(gateway, query, user)) {
      try (var third = EventSource.post(gateway, query, user)) {
        version(third, 1);
        var refused = EventSource.post(gateway, query, user);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.toTheEnd().getFirst())
            .contains("\"code\":\"RATE_LIMITED\"", "\"retryAfterSeconds\":10");
        // By another name, so that it has seats of its own.
        try (var signedOut = EventSource.post(gateway, query)) {
          version(signedOut, 1);
        }
      }
      await().until(gateway::subscriptions, open -> open == 2);
      try (var again = EventSource.post(gateway, query, user)) {
        version(again, 1);
      }
      version(first, 1);
      version(second, 1);
    }
  }

  @Test
  void aBrowsersCookieIsAskedForNowAndThen() throws Exception {
    // Used until a minute before its end.
    live.exchanged = Duration.ofMillis(60_300);
    var ticket = live.ticket();
    try (var source =
        EventSource.post(
            gateway,
            ticketChanged(ticket),
            "Cookie",
            "ticketing_session=" + live.secret,
            "Sec-Fetch-Site",
            "same-origin")) {
      await()
          .until(() ->
              gateway.world.auth.calls().stream()
                      .filter(call -> call.path().equals("/sessions/exchange"))
                      .count()
                  >= 2);
      live.change(ticket, "Aida");
      version(source, 2);

      // Nobody tells of it.
      live.signedOut = true;

      source.toTheEnd();
      assertThat(source.answers().getLast().at("/errors/0/extensions/code").asText())
          .isEqualTo("UNAUTHENTICATED");
      assertThat(source.lines()).endsWith("event: complete", "data: ", "");
    }
  }

  @Test
  void whoDoesNotReadIsHungUpOn() throws Exception {
    var ticket = live.ticket();
    try (var unread = raw(ticket)) {
      await().until(gateway::subscriptions, open -> open == 1);
      // One after the other, so that each is said, until no more goes into buffers on the way.
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> {
            change(ticket, 1);
            return gateway.subscriptions() == 0;
          });
      assertThat(unread.isConnected()).isTrue();
    }
  }

  @Test
  void whoReadsSlowlyGetsTheNewest() throws Exception {
    var ticket = live.ticket();
    try (var slow = raw(ticket)) {
      await().until(gateway::subscriptions, open -> open == 1);
      change(ticket, CHANGES);
      int versions = 0;
      var reader = new BufferedReader(new InputStreamReader(slow.getInputStream(), US_ASCII));
      String line = reader.readLine();
      while (!line.contains("\"version\":" + (CHANGES + 1))) {
        versions += line.contains("\"version\":") ? 1 : 0;
        line = reader.readLine();
      }
      assertThat(versions).isBetween(1, CHANGES / 2);
      assertThat(gateway.world.tickets.calls()).hasSizeLessThan(CHANGES);
    }
  }

  /** So often, with 300 kB to say each time. */
  private void change(UUID ticket, int times) {
    for (int change = 0; change < times; change++) {
      live.changeSilently(ticket, "long".repeat(75_000));
      live.tellShort(ticket);
    }
  }

  private static Socket raw(UUID ticket) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress("127.0.0.1", gateway.port()));
    String body = "{\"query\":\"" + ticketChanged(ticket).replace("\"", "\\\"") + "\"}";
    String head =
        """
        POST /graphql HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Accept: text/event-stream
        Content-Length: %d

        """
            .formatted(body.length())
            .replace("\n", "\r\n");
    socket.getOutputStream().write((head + body).getBytes(US_ASCII));
    return socket;
  }

  @Test
  void whatHappenedWithoutNatsIsSaidAfterwards() throws Exception {
    var ticket = live.ticket();
    try (var source = EventSource.post(gateway, ticketChanged(ticket))) {
      version(source, 1);
      nats.stop();
      live.changeSilently(ticket, "Aida");

      nats.restart();

      version(source, 2);
    }
  }

  @Test
  void aClientGoesOnByItselfAfterARestart() throws Exception {
    var ticket = live.ticket();
    try (var client = SseClient.start()) {
      client.subscribe("on", gateway, ticketChanged(ticket), null);
      client.answer("on", answer -> answer.findPath("version").asInt() == 1);
      int port = gateway.port();
      long stopping = System.nanoTime();
      gateway.close();
      var took = Duration.ofNanos(System.nanoTime() - stopping);

      gateway =
          Gateway.start(
              with("events.url=" + nats.url(), "server.applicationConnectors[0].port=" + port));
      // Newer than what a world as new has, should its client have come before.
      live.hasTicket(ticket, "Aida", 6);
      live.answerIn(gateway.world);
      live.change(ticket, "Norma");
      client.answer("on", answer -> answer.findPath("title").asText().equals("Norma"));
      // Far below its time of grace for requests under way.
      assertThat(took).isLessThan(Duration.ofSeconds(10));
      client.unsubscribe("on");
    }
  }
}
