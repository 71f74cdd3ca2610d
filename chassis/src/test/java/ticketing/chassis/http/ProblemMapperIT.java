package ticketing.chassis.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.core.Configuration;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import io.dropwizard.logging.json.EventJsonLayoutBaseFactory;
import io.dropwizard.testing.ResourceHelpers;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import ticketing.chassis.observe.ReadableLayoutFactory;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.ErrorCode;

@ExtendWith(DropwizardExtensionsSupport.class)
class ProblemMapperIT {

  private static final DropwizardAppExtension<Configuration> APPLICATION =
      new DropwizardAppExtension<>(Things.class, ResourceHelpers.resourceFilePath("things.yml"));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String GOOD =
      """
      {"title": "a", "price": {"amount": 100, "currency": "usd"}, "count": 1}\
      """;

  /** An error answer. */
  private record Answer(int status, JsonNode problem, HttpResponse<String> http) {}

  @Test
  void whatIsRightIsAnswered() throws Exception {
    var answer = HTTP.send(post(GOOD).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).get("title").asText()).isEqualTo("a");
  }

  @Test
  void unknownPath() throws Exception {
    assertProblem(send(get("/nowhere")), ErrorCode.NOT_FOUND);
    assertProblem(send(get("/things/a/b/c")), ErrorCode.NOT_FOUND);
  }

  @Test
  void wrongMethod() throws Exception {
    Answer answer = send(get("/things").DELETE());
    assertProblem(answer, ErrorCode.METHOD_NOT_ALLOWED);
    assertThat(answer.http().headers().firstValue("Allow").orElse("").split(", ?"))
        .contains("GET", "POST")
        .doesNotContain("DELETE");
  }

  @Test
  void unsupportedMediaType() throws Exception {
    Answer answer = send(post(GOOD).setHeader("Content-Type", "text/plain"));
    assertProblem(answer, ErrorCode.BAD_USER_INPUT, 415);
  }

  @Test
  void nothingThatTheCallerAccepts() throws Exception {
    Answer answer = send(get("/things").setHeader("Accept", "application/xml"));
    assertProblem(answer, ErrorCode.BAD_USER_INPUT, 406);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"title\": \"a\",}", "no json", "[]", "\"a\"", "\u0000"})
  void bodiesThatAreNone(String body) throws Exception {
    Answer answer = send(post(body));
    assertProblem(answer, ErrorCode.BAD_USER_INPUT);
    assertThat(answer.problem().get("fields").has("body")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null"})
  void noBody(String body) throws Exception {
    Answer answer = send(post(body));
    assertProblem(answer, ErrorCode.BAD_USER_INPUT);
    assertThat(answer.problem().get("fields").toString()).contains("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "colour": "red"                                   | colour         | is not known
          "price": {"amount": 100, "currency": "usd", "tax": 1} | price.tax  | is not known
          "title": 42                                       | title          | is of the wrong type
          "title": true                                     | title          | is of the wrong type
          "title": ["a"]                                    | title          | is of the wrong type
          "title": {"a": "b"}                               | title          | is of the wrong type
          "count": "1"                                      | count          | is of the wrong type
          "count": 1.5                                      | count          | is of the wrong type
          "count": 1.0                                      | count          | is of the wrong type
          "count": 99999999999                              | count          | is of the wrong type
          "count": null                                     | count          | is of the wrong type
          "count": true                                     | count          | is of the wrong type
          "price": 100                                      | price          | is of the wrong type
          "price": "100"                                    | price          | is of the wrong type
          "price": {"amount": 1e2, "currency": "usd"}       | price.amount   | is of the wrong type
          "price": {"amount": "100", "currency": "usd"}     | price.amount   | is of the wrong type
          "price": {"amount": 99999999999, "currency": "usd"} | price.amount | is of the wrong type
          "owner": "no uuid"                                | owner          | is of the wrong type
          "owner": 7                                        | owner          | is of the wrong type
          "since": "yesterday"                              | since          | is of the wrong type
          "tags": "abc"                                     | tags           | is of the wrong type
          "tags": ["a", 7]                                  | tags.[1]       | is of the wrong type
          """)
  void fieldsThatAreNotAsDocumented(String field, String path, String message) throws Exception {
    Answer answer = send(post(with(field)));
    assertProblem(answer, ErrorCode.BAD_USER_INPUT);
    assertThat(answer.problem().get("fields"))
        .isEqualTo(JSON.createObjectNode().put(path, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "title": ""                                       | title
          "title": "   "                                    | title
          "title": null                                     | title
          "title": "12345678901"                            | title
          "price": null                                     | price
          "price": {}                                       | price.amount
          "price": {"amount": 49, "currency": "usd"}        | price.amount
          "price": {"amount": -1, "currency": "usd"}        | price.amount
          "price": {"amount": 100000000, "currency": "usd"} | price.amount
          "price": {"amount": 100, "currency": "xxx"}       | price.currency
          "price": {"amount": 100, "currency": null}        | price.currency
          "tags": ["a", "long"]                             | tags
          """)
  void fieldsOutOfTheirBounds(String field, String path) throws Exception {
    Answer answer = send(post(with(field)));
    assertProblem(answer, ErrorCode.BAD_USER_INPUT);
    assertThat(answer.problem().get("fields").fieldNames()).toIterable().containsExactly(path);
  }

  @Test
  void moreThanOneBody() throws Exception {
    assertProblem(send(post(GOOD + GOOD)), ErrorCode.BAD_USER_INPUT);
    assertProblem(send(post(GOOD + " rubbish")), ErrorCode.BAD_USER_INPUT);
  }

  @Test
  void aFieldThatComesTwice() throws Exception {
    String body = GOOD.replace("{\"title\"", "{\"title\": \"b\", \"title\"");
    assertProblem(send(post(body)), ErrorCode.BAD_USER_INPUT);
  }

  @Test
  void namesAllFieldsThatAreOutOfBounds() throws Exception {
    Answer answer = send(post("{\"title\": \"\", \"count\": 1}"));
    assertThat(answer.problem().get("fields").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("title", "price");
  }

  @ParameterizedTest
  @CsvSource({
    "first=0, first",
    "first=101, first",
    "first=many, first",
    "first=99999999999, first",
    "status=EXPLODED, status",
    "ids=no-uuid, ids",
    "ids=x&ids=y&ids=z, ids"
  })
  void queries(String query, String field) throws Exception {
    Answer answer = send(get("/things?" + query));
    assertProblem(answer, ErrorCode.BAD_USER_INPUT);
    assertThat(answer.problem().get("fields").fieldNames()).toIterable().containsExactly(field);
  }

  @Test
  void tooManyIds() throws Exception {
    String id = "&ids=" + UUID.randomUUID();
    Answer answer = send(get("/things?" + id + id + id));
    assertProblem(answer, ErrorCode.BAD_USER_INPUT);
    assertThat(answer.problem().get("fields").has("ids")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-uuid", "1-2-3-4-5x", "01938d3c-0000-7000-8000-00000000000g"})
  void idsThatAreNone(String id) throws Exception {
    Answer answer = send(get("/things/" + id));
    assertProblem(answer, ErrorCode.BAD_USER_INPUT);
    assertThat(answer.problem().get("fields"))
        .isEqualTo(JSON.createObjectNode().put("id", "is malformed"));
  }

  @Test
  void problemsOfTheServicesOwn() throws Exception {
    Answer held = send(get("/things/failures/held"));
    assertProblem(held, ErrorCode.TICKET_LOCKED);
    assertThat(held.problem().get("orderId").asText())
        .isEqualTo("01938d3c-0000-7000-8000-000000000003");
    Answer declined = send(get("/things/failures/declined"));
    assertProblem(declined, ErrorCode.PAYMENT_DECLINED);
    assertThat(declined.problem().get("declineCode").asText()).isEqualTo("insufficient_funds");
    Answer field = send(get("/things/failures/field"));
    assertProblem(field, ErrorCode.BAD_USER_INPUT);
    assertThat(field.problem().get("fields").get("after").asText()).isEqualTo("is no cursor");
    Answer limited = send(get("/things/failures/limited"));
    assertProblem(limited, ErrorCode.RATE_LIMITED);
    assertThat(limited.problem().get("retryAfterSeconds").asInt()).isEqualTo(30);
    assertThat(limited.http().headers().firstValue("Retry-After")).hasValue("30");
  }

  @Test
  void callersWhoMayNot() throws Exception {
    Answer anonymous = send(get("/things/failures/anonymous"));
    assertProblem(anonymous, ErrorCode.UNAUTHENTICATED);
    assertThat(anonymous.http().headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    Answer forbidden = send(get("/things/failures/forbidden"));
    assertProblem(forbidden, ErrorCode.FORBIDDEN);
    assertThat(forbidden.http().body()).doesNotContain("vault");
  }

  /**
   * Of PostgreSQL's codes: no connection, a timeout of ours, out of memory, disk or connections.
   */
  @ParameterizedTest
  @ValueSource(strings = {"08001", "57014", "53200", "53100", "53300"})
  void theDatabaseAwayOrBusy(String code) throws Exception {
    Answer answer = send(get("/things/failures/database-" + code));
    assertProblem(answer, ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(answer.http().body()).doesNotContain("secret").doesNotContain("SQL");
    assertThat(answer.http().headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void anUnexpectedFailureLeaksNothing() throws Exception {
    Answer answer = send(get("/things/failures/unexpected"));
    assertProblem(answer, ErrorCode.INTERNAL);
    assertThat(answer.http().body()).doesNotContain("secret").doesNotContain("Exception");
    assertThat(answer.problem().get("detail").asText())
        .matches("unexpected error, id [-0-9a-f]{36}");
  }

  @Test
  void anUnexpectedFailureIsOneLogLineWithTheErrorsAndTheTracesId() throws Exception {
    var trace = "0af7651916cd43dd8448eb211c80319c";
    try (var logged = Logged.by("ROOT", Level.INFO)) {
      Answer answer =
          send(
              get("/things/failures/unexpected")
                  .header("traceparent", "00-" + trace + "-b7ad6b7169203331-00"));
      send(get("/things/failures/unexpected").header("traceparent", "nothing"));
      await().until(() -> logged.lines().size() > 1);
      assertThat(logged.lines()).hasSize(2);
      var line = logged.lines().getFirst();
      String detail = answer.problem().get("detail").asText();
      assertThat(detail).endsWith(line.getArgumentArray()[0].toString());
      assertThat(line.getMDCPropertyMap()).containsEntry("traceId", trace);
      // What brings no trace begins one.
      String begun = logged.lines().getLast().getMDCPropertyMap().get("traceId");
      assertThat(begun).matches("[0-9a-f]{32}").isNotEqualTo(trace);

      assertThat(layout(new ReadableLayoutFactory()).doLayout(line)).contains(" trace=" + trace);
      var json = JSON.readTree(layout(new EventJsonLayoutBaseFactory()).doLayout(line));
      assertThat(json.at("/mdc/traceId").asText()).isEqualTo(trace);
    }
  }

  private static LayoutBase<ILoggingEvent> layout(
      DiscoverableLayoutFactory<ILoggingEvent> factory) {
    var layout =
        factory.build((LoggerContext) LoggerFactory.getILoggerFactory(), TimeZone.getDefault());
    layout.start();
    return layout;
  }

  @Test
  void aBodyThatIsNotCompressedAsItSays() throws Exception {
    Answer answer = send(post(GOOD).header("Content-Encoding", "gzip"));
    assertProblem(answer, ErrorCode.BAD_USER_INPUT);
  }

  @Test
  void whatIsTooLongForJetty() throws Exception {
    String long10 = "x".repeat(10_000);
    assertProblem(send(get("/things?a=" + long10)), ErrorCode.BAD_USER_INPUT, 414);
    assertProblem(send(get("/things").header("X-Long", long10)), ErrorCode.BAD_USER_INPUT, 431);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /%zz HTTP/1.1, 400",
    "GET /things HTTP/9.9, 505",
    "GET /../../etc/passwd HTTP/1.1, 400",
    "☃, 400"
  })
  void whatIsNoRequestForJetty(String line, int status) throws Exception {
    try (var socket = new Socket("127.0.0.1", APPLICATION.getLocalPort())) {
      socket.setSoTimeout(10_000);
      String request = line + "\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 " + status);
      assertThat(answer).contains("application/problem+json");
      JsonNode problem = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n")).strip());
      assertThat(problem.path("status").asInt()).isEqualTo(status);
      assertThat(problem.path("code").asText()).isEqualTo("BAD_USER_INPUT");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1000\r\n\r\n{\"title\"",
        "Transfer-Encoding: chunked\r\n\r\n100\r\n{\"title\"",
        "Transfer-Encoding: chunked\r\n\r\n"
      })
  void aCallerWhoHangsUpIsNoFailureOfOurs(String begun) throws Exception {
    try (var logged = Logged.by(ProblemMapper.class.getName(), Level.DEBUG)) {
      try (var socket = new Socket("127.0.0.1", APPLICATION.getLocalPort())) {
        String request =
            "POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + begun;
        socket.getOutputStream().write(request.getBytes(UTF_8));
      }
      await().until(() -> !logged.lines().isEmpty());
      assertThat(logged.at(Level.DEBUG)).singleElement().asString().contains("hung up");
    }
  }

  @Test
  void aCallerWhoDoesNotWaitForItsAnswerIsNoFailureOfOurs() throws Exception {
    try (var all = Logged.by("ROOT", Level.INFO);
        var logged = Logged.by(GoneCallers.class.getName(), Level.DEBUG)) {
      try (var socket = new Socket("127.0.0.1", APPLICATION.getLocalPort())) {
        socket
            .getOutputStream()
            .write("GET /things/late HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
        Things.LATE.await(30, SECONDS);
        // Resets the connection.
        socket.setSoLinger(true, 0);
      }
      Things.LATE.await(30, SECONDS);
      await().until(() -> !logged.lines().isEmpty());
      assertThat(logged.at(Level.DEBUG)).singleElement().asString().contains("hung up");
      assertThat(all.at(Level.ERROR)).isEmpty();
    }
  }

  /** The good one with a field in addition, or in place of its own. */
  private static String with(String field) throws IOException {
    var change = (ObjectNode) JSON.readTree(GOOD);
    String name = field.substring(1, field.indexOf('"', 1));
    change.remove(name);
    String rest = change.toString();
    return rest.substring(0, rest.length() - 1) + ", " + field + "}";
  }

  private static void assertProblem(Answer answer, ErrorCode code) {
    assertProblem(answer, code, code.status());
  }

  private static void assertProblem(Answer answer, ErrorCode code, int status) {
    assertThat(answer.status()).as(answer.http().body()).isEqualTo(status);
    assertThat(answer.http().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.problem().get("type").asText()).isEqualTo("about:blank");
    assertThat(answer.problem().get("title").asText()).isNotEmpty();
    assertThat(answer.problem().get("status").asInt()).isEqualTo(status);
    assertThat(answer.problem().get("code").asText()).isEqualTo(code.name());
    assertThat(answer.problem().get("detail").asText()).isNotEmpty();
  }

  private static Answer send(HttpRequest.Builder request) throws Exception {
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()), answer);
  }

  private static HttpRequest.Builder post(String body) {
    return get("/things")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + APPLICATION.getLocalPort() + path))
        .timeout(Duration.ofSeconds(10));
  }
}
