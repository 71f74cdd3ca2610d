package ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.testing.Logged;
import ticketing.chassis.testing.RestClient;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.admin.AuditRepresentation;
import ticketing.contracts.admin.ParkedEventRepresentation;
import ticketing.contracts.admin.ParkedRepresentation;
import ticketing.contracts.admin.ParkedState;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.Source;

/** Admins look after events that the service keeps back. */
@ExtendWith(TicketsServer.Shared.class)
final class ParkedIT {

  private static final ReasonRequest WHY = new ReasonRequest("mended by hand");

  private final TicketsServer tickets;
  private final RestClient admin;

  ParkedIT(TicketsServer tickets) {
    this.tickets = tickets;
    this.admin = tickets.signedOut().asAdmin();
  }

  @Test
  void listsShowsAndDiscardsWhatCannotBeRead() {
    String subject = "ticketing.orders.created." + UUID.randomUUID();
    double parked = parked();
    long id;
    try (var logged = Logged.by("ticketing.chassis.events.TransactionalHearing")) {
      tickets.tell(subject, "{\"of\": \"tomorrow\"");
      id =
          await()
              .until(
                  () -> list("?source=ORDERS&state=FAILED&first=100"),
                  page -> page.items().stream().anyMatch(item -> isOf(subject, item)))
              .items()
              .stream()
              .filter(item -> isOf(subject, item))
              .findAny()
              .orElseThrow()
              .node()
              .id();
      assertThat(logged.at(Level.ERROR))
          .singleElement()
          .asString()
          .startsWith(subject + " cannot be read and is parked: ")
          .doesNotContain("\n");
      assertThat(logged.lines().getFirst().getThrowableProxy()).isNull();
    }
    await().until(() -> parked() == parked + 1);
    var event = admin.get("/admin/parked/" + id).as(ParkedEventRepresentation.class);
    assertThat(event.body()).isEqualTo("{\"of\": \"tomorrow\"");
    assertThat(event.parked().source()).isEqualTo(Source.ORDERS);
    assertThat(event.parked().aggregateId()).isNull();
    assertThat(event.parked().error()).isNotBlank();

    var unreadable = admin.post("/admin/parked/" + id + "/replay", WHY);
    assertThat(unreadable.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(unreadable.field("id")).isNotEmpty();
    assertThat(audited(id).items()).isEmpty();

    assertThat(admin.post("/admin/parked/" + id + "/discard", WHY).status()).isEqualTo(204);
    assertThat(admin.get("/admin/parked/" + id).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(admin.post("/admin/parked/" + id + "/discard", WHY).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(audited(id).items())
        .singleElement()
        .extracting(item -> item.node().what(), item -> item.node().reason())
        .containsExactly("parked.discard", "mended by hand");
    await().until(() -> parked() == parked);
  }

  @Test
  void whatIsReplayedIsHeardAndMovesItsTicket() {
    var ticket = tickets.create(UUID.randomUUID(), "Tosca");
    long id = tickets.park(TestOrder.of(ticket.id(), TicketsServer.PRICE, 1).created());
    assertThat(list("?source=ORDERS&state=FAILED&first=1").items().getFirst().node().state())
        .isEqualTo(ParkedState.FAILED);

    assertThat(admin.post("/admin/parked/" + id + "/replay", WHY).status()).isEqualTo(204);

    await().until(() -> tickets.ticket(ticket.id()).status() == TicketStatus.LOCKED);
    assertThat(admin.post("/admin/parked/" + id + "/replay", WHY).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(audited(id).items())
        .singleElement()
        .extracting(item -> item.node().what())
        .isEqualTo("parked.replay");
  }

  @Test
  void areListedAPageAtATimeWithoutThoseDiscarded() {
    OrderState order = TestOrder.of(UUID.randomUUID(), TicketsServer.PRICE, 1).created();
    long first = tickets.park(order);
    long second = tickets.park(TestOrder.of(order.ticketId(), order.price(), 2).created());
    var page = list("?state=FAILED&first=1");
    assertThat(page.items().getFirst().node().id()).isEqualTo(second);
    assertThat(list("?state=FAILED&first=1&after=" + page.next()).items().getFirst().node().id())
        .isEqualTo(first);
    assertThat(list("?source=TICKETS").items()).isEmpty();
    assertThat(admin.post("/admin/parked/" + second + "/discard", WHY).status()).isEqualTo(204);
    assertThat(list("?state=FAILED&first=1").items().getFirst().node().id()).isEqualTo(first);
    assertThat(
            admin
                .get("/admin/parked/" + second)
                .as(ParkedEventRepresentation.class)
                .parked()
                .discardedAt())
        .isNotNull();
    assertThat(admin.post("/admin/parked/" + first + "/discard", WHY).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/1", "/1/replay", "/1/discard"})
  void areForAdminsAlone(String path) {
    String method = path.length() > 2 ? "POST" : "GET";
    String body = path.length() > 2 ? "{\"reason\": \"mine\"}" : null;
    var user = tickets.as(UUID.randomUUID()).send(method, "/admin/parked" + path, body);
    assertThat(user.code()).isEqualTo(ErrorCode.FORBIDDEN);
    var nobody = tickets.signedOut().send(method, "/admin/parked" + path, body);
    assertThat(nobody.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @CsvSource({
    "source,orders",
    "source,NOBODY",
    "state,failed",
    "first,0",
    "first,101",
    "after,rubbish"
  })
  void namesTheParameterThatIsWrong(String name, String value) {
    var reply = admin.get("/admin/parked?" + name + "=" + value);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(name)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "discard"})
  void anActionTakesAReason(String action) {
    String path = "/admin/parked/1/" + action;
    for (Object reason : new Object[] {"", " ", "a\u0000b", "x".repeat(501)}) {
      assertThat(admin.post(path, Map.of("reason", reason)).field("reason")).isNotEmpty();
    }
    assertThat(admin.post(path, Map.of()).field("reason")).isNotEmpty();
    assertThat(admin.post(path).code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(admin.post(path, Map.of("reason", "so", "also", "this")).field("also")).isNotEmpty();
    var none = admin.post("/admin/parked/999999999/" + action, Map.of("reason", "x".repeat(500)));
    assertThat(none.code()).isEqualTo(ErrorCode.NOT_FOUND);
    var noId = admin.post("/admin/parked/one/" + action, WHY);
    assertThat(noId.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
  }

  /** What Prometheus is told. */
  private double parked() {
    return tickets.service().scrape().value("events_parked{source=\"orders\",state=\"FAILED\"}");
  }

  private static boolean isOf(String subject, Page.Item<ParkedRepresentation> item) {
    return item.node().subject().equals(subject);
  }

  private Page<ParkedRepresentation> list(String query) {
    return admin.get("/admin/parked" + query).as(new TypeReference<>() {});
  }

  private Page<AuditRepresentation> audited(long id) {
    return admin.get("/admin/audit?subject=" + id).as(new TypeReference<>() {});
  }
}
