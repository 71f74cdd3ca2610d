package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import io.dropwizard.logging.json.EventJsonLayoutBaseFactory;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import ticketing.chassis.observe.ReadableLayoutFactory;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.ErrorCode;

/** Services that are away, broken or late. Times are short here, to have them pass quickly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PartialAnswersIT {

  private static final int ANSWER_MILLIS = 1_000;
  private static final String HISTORY =
      "{ orders(first: 2) { nodes { id ticket { id seller { id } } charge { id } } } }";
  private static final String QUERY = "{\"query\": \"" + HISTORY + "\"}";
  private static final String LISTING = "{ tickets { nodes { id seller { id } order { id } } } }";

  private static final Map<String, Consumer<StubService>> WAYS =
      Map.of(
          "away", StubService::goAway,
          "broken", stub -> stub.answers(_ -> Reply.bare(500)),
          "late", stub -> stub.answers(_ -> Reply.ok(Map.of()).late(10 * ANSWER_MILLIS)),
          "stammering", stub -> stub.answers(_ -> Reply.ok("no object")));

  private Gateway gateway;
  private World world;

  @BeforeAll
  void start() {
    gateway = Gateway.start("calls.answer=" + ANSWER_MILLIS + "ms", "calls.request=1500ms");
    world = gateway.world;
    gateway.ask(HISTORY);
  }

  @BeforeEach
  void reset() {
    world.reset();
    // Connections to a stub that went away are noticed here.
    gateway.ask(HISTORY);
    world.reset();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  /** A service, how it fails, and what is null of the history then. */
  static Stream<Arguments> failures() {
    Map<Service, Set<String>> lost =
        Map.of(
            Service.AUTH, Set.of("/ticket/seller"),
            Service.TICKETS, Set.of("/ticket"),
            Service.ORDERS, Set.of("/order"),
            Service.PAYMENTS, Set.of("/charge"));
    return lost.keySet().stream()
        .flatMap(service ->
            WAYS.entrySet().stream()
                .map(
                    way -> Arguments.of(service, way.getKey(), way.getValue(), lost.get(service))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("failures")
  void theRestOfTheAnswerComes(
      Service service, String way, Consumer<StubService> fail, Set<String> lost) {
    var stub = world.all().get(service.ordinal());
    fail.accept(stub);
    try {
      // Once more, should this machine have been too slow for what is well, too.
      await()
          .untilAsserted(() -> {
            // The history is of orders-svc itself.
            var listed = service == Service.ORDERS;
            var answer = gateway.ask(listed ? LISTING : HISTORY);
            var rows = answer.at(listed ? "/data/tickets/nodes" : "/data/orders/nodes");

            for (var row : rows) {
              assertThat(missing(row)).as(answer.toString()).isEqualTo(lost);
            }
            assertThat(rows.size()).isEqualTo(listed ? 3 : 2);
            assertThat(answer.at("/errors").size()).isEqualTo(listed ? 3 : 2);
            assertUnavailable(answer, service);
          });
    } finally {
      stub.comeBack();
    }
  }

  /** A root of each service, and all of them in one document: only its own is lost. */
  private static final Map<Service, String> ROOTS =
      Map.of(
          Service.AUTH, "me",
          Service.TICKETS, "tickets",
          Service.ORDERS, "orders");

  @ParameterizedTest
  @EnumSource(
      value = Service.class,
      names = {"AUTH", "TICKETS", "ORDERS"})
  void withoutItsOwnServiceARootIsNull(Service service) {
    var stub = world.all().get(service.ordinal());
    stub.goAway();
    try {
      await()
          .untilAsserted(() -> {
            var answer =
                gateway.ask("{ me { id } tickets { nodes { id } } orders { nodes { id } } }");

            ROOTS.forEach((root, field) ->
                assertThat(answer.at("/data/" + field).isNull())
                    .as(answer.toString())
                    .isEqualTo(root == service));
            assertThat(answer.at("/errors").size()).isEqualTo(1);
            assertUnavailable(answer, service);
          });
    } finally {
      stub.comeBack();
    }
  }

  private static Set<String> missing(JsonNode order) {
    var missing = new TreeSet<String>();
    for (var path : List.of("/id", "/ticket", "/charge", "/order", "/seller")) {
      if (order.at(path).isNull()) {
        missing.add(path);
      }
    }
    if (order.at("/ticket").isObject() && order.at("/ticket/seller").isNull()) {
      missing.add("/ticket/seller");
    }
    return missing;
  }

  private static void assertUnavailable(JsonNode answer, Service service) {
    assertThat(answer.at("/errors").size()).isPositive();
    for (var error : answer.at("/errors")) {
      assertThat(error.at("/extensions/code").asText()).isEqualTo("SERVICE_UNAVAILABLE");
      assertThat(error.at("/extensions/service").asText()).isEqualTo(service.id());
      assertThat(error.toString()).doesNotContain("127.0.0.1", "Exception", "Secret");
    }
  }

  @Test
  void whatNobodyExpectedIsLoggedOnceWithTheIdThatIsAnswered() {
    world.tickets.answers(_ -> Reply.bare(404));
    var log = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger(ErrorAnswers.class);
    log.start();
    logger.addAppender(log);
    try {
      var errors = gateway.ask(HISTORY).at("/errors");

      assertThat(errors.size()).isEqualTo(2);
      assertThat(log.list).hasSize(1);
      var id = String.valueOf(log.list.getFirst().getArgumentArray()[0]);
      assertThat(errors)
          .allSatisfy(error -> {
            assertThat(error.at("/extensions/code").asText()).isEqualTo("INTERNAL");
            assertThat(error.at("/message").asText()).contains(id);
          });
    } finally {
      logger.detachAppender(log);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"away", "broken", "late", "stammering"})
  void eachFailureOfAServiceIsOneLineWithTheTracesId(String way) throws Exception {
    Objects.requireNonNull(WAYS.get(way)).accept(world.tickets);
    try (var logged = Logged.by("ROOT")) {
      var answer = gateway.post(QUERY, "Authorization", "Bearer token");

      // It is the tickets of both orders that are lost.
      assertThat(Gateway.tree(answer).at("/errors").size()).isEqualTo(2);
      assertOneLine(logged, answer, "WARN", "GET tickets/tickets");
    } finally {
      world.tickets.comeBack();
    }
  }

  @Test
  void anUnexpectedFailureIsOneLineWithTheErrorsAndTheTracesId() throws Exception {
    world.tickets.answers(_ -> Reply.bare(404));
    try (var logged = Logged.by("ROOT")) {
      var answer = gateway.post(QUERY, "Authorization", "Bearer token");

      var message = Gateway.tree(answer).at("/errors/0/message").asText();
      assertOneLine(
          logged, answer, "ERROR", message.replaceAll(".* logged as ([-0-9a-f]{36}).*", "$1"));
    }
  }

  private static void assertOneLine(
      Logged logged, HttpResponse<String> answer, String level, String said) throws Exception {
    // What would say more would have said it by the next answer.
    assertThat(logged.lines()).hasSize(1);
    var line = logged.lines().getFirst();
    var trace = answer.headers().firstValue("Trace-Id").orElseThrow();
    assertThat(layout(new ReadableLayoutFactory()).doLayout(line))
        .contains(level, " trace=" + trace + ": ", said);
    var json = Reply.JSON.readTree(layout(new EventJsonLayoutBaseFactory()).doLayout(line));
    assertThat(json.at("/mdc/traceId").asText()).isEqualTo(trace);
    assertThat(json.at("/level").asText()).isEqualTo(level);
    assertThat(json.at("/message").asText()).contains(said);
  }

  private static LayoutBase<ILoggingEvent> layout(
      DiscoverableLayoutFactory<ILoggingEvent> factory) {
    var layout =
        factory.build((LoggerContext) LoggerFactory.getILoggerFactory(), TimeZone.getDefault());
    layout.start();
    return layout;
  }

  @Test
  void aServiceThatIsBusySaysWhenToComeBack() {
    world.tickets.answers(_ -> Reply.problem(ErrorCode.SERVICE_UNAVAILABLE, null, null, null, 3));

    var answer = gateway.ask("{ tickets { nodes { id } } }");

    assertThat(answer.at("/errors/0/extensions/service").asText()).isEqualTo("tickets");
    assertThat(answer.at("/errors/0/extensions/retryAfterSeconds").asInt()).isEqualTo(3);
  }

  @Test
  void aReadThatIsRefusedForAMomentIsRepeatedOnce() {
    var asked = new AtomicInteger();
    world.tickets.answers(
        call -> asked.incrementAndGet() == 1 ? Reply.bare(503) : World.tickets(call));

    var answer = gateway.ask("{ tickets { nodes { id } } }");

    assertThat(answer.at("/data/tickets/nodes").size()).isEqualTo(3);
    assertThat(world.tickets.calls()).hasSize(2);
  }

  @Test
  void aConnectionThatBreaksInAReadIsRepeatedOnce() {
    var asked = new AtomicInteger();
    world.tickets.answers(
        call -> asked.incrementAndGet() == 1 ? Reply.hangUp() : World.tickets(call));

    assertThat(gateway.ask("{ tickets { nodes { id } } }").at("/data/tickets/nodes").size())
        .isEqualTo(3);

    world.tickets.answers(_ -> Reply.hangUp());
    assertUnavailable(gateway.ask("{ tickets { nodes { id } } }"), Service.TICKETS);
    assertThat(world.tickets.calls()).hasSize(2);
  }

  @Test
  void aRequestHasATimeForAllItsReads() {
    world.orders.answers(call -> World.orders(call).late(400));
    world.tickets.answers(call -> World.tickets(call).late(400));
    // Within its own time, and later than the request's.
    world.auth.answers(call -> World.auth(call).late(900));

    await()
        .untilAsserted(() -> {
          var answer = gateway.ask(HISTORY);

          assertThat(answer.at("/data/orders/nodes/0/ticket/id").isTextual()).isTrue();
          assertThat(answer.at("/data/orders/nodes/0/ticket/seller").isNull()).isTrue();
          assertUnavailable(answer, Service.AUTH);
        });
  }

  @Test
  void payingMayTakeLongerAndWhatIsReadThenHasItsOwnTime() {
    world.payments.answers(call -> World.payments(call).late(2 * ANSWER_MILLIS));

    var answer =
        gateway.ask(
            """
            mutation($o: ID!) {
              payOrder(input: {orderId: $o, paymentMethodId: "pm_card_visa"}) {
                status order { ticket { title } } } }
            """,
            Map.of("o", World.id(1)));

    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    assertThat(answer.at("/data/payOrder/order/ticket/title").asText()).isEqualTo("Ticket 1");
  }

  @Test
  void theGatewayIsReadyWithoutItsServices() {
    world.all().forEach(StubService::goAway);
    try {
      gateway.ask(HISTORY);

      assertThat(gateway.get("/health-check?type=ready").statusCode()).isEqualTo(200);
    } finally {
      world.all().forEach(StubService::comeBack);
    }
  }
}
