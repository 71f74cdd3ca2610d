package ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.auth.TestTokens;
import ticketing.chassis.database.Ids;
import ticketing.contracts.tickets.TicketRepresentation;

/** A ticket's version as its entity tag, and requests with preconditions (RFC 9110 13). */
@ExtendWith(TicketsServer.Shared.class)
class TicketTagsIT {

  private static final String NEW_TITLE = "{\"title\": \"Ballet\"}";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final TicketsServer tickets;
  private final UUID seller = Ids.next();
  private TicketRepresentation ticket;

  TicketTagsIT(TicketsServer tickets) {
    this.tickets = tickets;
  }

  /** At version 2. */
  @BeforeEach
  void list() throws Exception {
    ticket = tickets.create(seller, "Opera");
    var edited = edit("If-Match", "\"1\"", "{\"title\": \"Opera, row 2\"}");
    assertThat(edited.statusCode()).isEqualTo(200);
    assertThat(tag(edited)).isEqualTo("\"2\"");
  }

  @Test
  void aListingHasItsVersionAsItsTag() throws Exception {
    assertThat(tag(read("Accept", "*/*"))).isEqualTo("\"2\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "W/\"2\"", "\"1\", \"2\"", "*"})
  void whoHasThisVersionIsSentNothing(String known) throws Exception {
    var answer = read("If-None-Match", known);
    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(tag(answer)).isEqualTo("\"2\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "\"22\"", "W/\"3\""})
  void whoHasAnotherVersionIsSentThisOne(String known) throws Exception {
    var answer = read("If-None-Match", known);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("row 2");
  }

  @Test
  void aTagOfWhatCameCompressedIsOneOfTheVersion() throws Exception {
    String tag = tag(read("Accept-Encoding", "gzip"));
    assertThat(read("If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(edit("If-Match", tag, NEW_TITLE).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "\"1\", \"2\"", "*"})
  void theVersionThatIsAskedForIsChanged(String expected) throws Exception {
    var answer = edit("If-Match", expected, NEW_TITLE);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(tag(answer)).isEqualTo("\"3\"");
  }

  /** If-Match compares strongly: a weak tag is never the same. */
  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "\"1\", \"3\"", "W/\"2\""})
  void noOtherVersionIsChanged(String expected) throws Exception {
    assertRefused(edit("If-Match", expected, NEW_TITLE), 412, "VERSION_CONFLICT");
    assertThat(tickets.ticket(ticket.id()).version()).isEqualTo(2);
  }

  @Test
  void whatIsNotToBeThereIsNotChanged() throws Exception {
    assertRefused(edit("If-None-Match", "*", NEW_TITLE), 412, "VERSION_CONFLICT");
    assertThat(tickets.ticket(ticket.id()).version()).isEqualTo(2);
  }

  @Test
  void anotherVersionIsNotRead() throws Exception {
    assertRefused(read("If-Match", "\"1\""), 412, "VERSION_CONFLICT");
  }

  @Test
  void headerAndBodyMaySayTheSame() throws Exception {
    var body = "{\"title\": \"Ballet\", \"expectedVersion\": 2}";
    assertThat(edit("If-Match", "\"2\"", body).statusCode()).isEqualTo(200);
    assertRefused(edit("If-Match", "*", body), 409, "VERSION_CONFLICT");
  }

  @Test
  void headerAndBodyMayNotDiffer() throws Exception {
    var answer = edit("If-Match", "\"2\"", "{\"title\": \"Ballet\", \"expectedVersion\": 1}");
    assertRefused(answer, 400, "BAD_USER_INPUT");
    assertThat(answer.body()).contains("\"expectedVersion\":");
    assertThat(tickets.ticket(ticket.id()).version()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "\"2", "W/2"})
  void aMalformedTagIsNamed(String malformed) throws Exception {
    var answer = edit("If-Match", malformed, NEW_TITLE);
    assertRefused(answer, 400, "BAD_USER_INPUT");
    assertThat(answer.body()).contains("\"If-Match\":");
    assertThat(tickets.ticket(ticket.id()).version()).isEqualTo(2);
  }

  private HttpResponse<String> read(String header, String value) throws Exception {
    return send(HttpRequest.newBuilder(uri()).header(header, value).GET());
  }

  private HttpResponse<String> edit(String header, String value, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri())
            .header(header, value)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + TestTokens.shared().of(seller))
            .method("PATCH", BodyPublishers.ofString(body)));
  }

  private URI uri() {
    return tickets.service().url().resolve("/tickets/" + ticket.id());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
  }
}
