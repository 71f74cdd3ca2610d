package ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.testing.RestClient;
import ticketing.contracts.Batch;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.admin.AuditRepresentation;
import ticketing.contracts.admin.ConsumerRepresentation;
import ticketing.contracts.admin.EventLogRepresentation;
import ticketing.contracts.admin.LoggedEventRepresentation;
import ticketing.contracts.admin.ResendRequest;
import ticketing.contracts.admin.ResentRepresentation;
import ticketing.contracts.events.Source;
import ticketing.contracts.events.TicketState;

/** Admins look at the event log and at consumers, and have events published again. */
@ExtendWith(TicketsServer.Shared.class)
final class EventLogIT {

  private final TicketsServer tickets;
  private final RestClient admin;

  EventLogIT(TicketsServer tickets) {
    this.tickets = tickets;
    this.admin = tickets.signedOut().asAdmin();
  }

  @Test
  void isReadAPageAtATimeFromAPositionOrOfOneTicket() {
    var seller = UUID.randomUUID();
    var first = tickets.create(seller, "Tosca");
    var second = tickets.create(seller, "Norma");
    tickets.as(seller).patch("/tickets/" + first.id(), Map.of("title", "Tosca!"));

    var ofFirst = list("?first=1&aggregateId=" + first.id());
    LoggedEventRepresentation created = ofFirst.items().getFirst().node();
    assertThat(created.source()).isEqualTo(Source.TICKETS);
    assertThat(created.type()).isEqualTo("ticket.created");
    assertThat(created.version()).isOne();
    assertThat(created.body()).contains("Tosca");
    var rest = list("?aggregateId=" + first.id() + "&after=" + ofFirst.next());
    assertThat(rest.items())
        .singleElement()
        .extracting(item -> item.node().type(), item -> item.node().version())
        .containsExactly("ticket.updated", 2);
    assertThat(rest.next()).isNull();

    var all = list("?first=2&fromPosition=" + created.position());
    assertThat(all.items())
        .extracting(item -> item.node().aggregateId())
        .containsExactly(first.id(), second.id());
    assertThat(list("?first=1&after=" + all.next()).items().getFirst().node().version())
        .isEqualTo(2);
    var end = admin.get("/admin/event-log").as(EventLogRepresentation.class).lastPosition();
    assertThat(end).isGreaterThanOrEqualTo(created.position() + 2);
    assertThat(list("?fromPosition=" + (end + 1)).items()).isEmpty();
  }

  @Test
  void whatIsResentIsToldOnceMoreAndAudited() {
    var ticket = tickets.create(UUID.randomUUID(), "Tosca");
    tickets.awaitTold(ticket.id(), told -> told.version() == 1);
    await()
        .until(() -> admin.get("/admin/event-log").as(EventLogRepresentation.class).pending() == 0);
    long position = list("?aggregateId=" + ticket.id()).items().getFirst().node().position();

    var resent =
        admin
            .post("/admin/event-log/resend", new ResendRequest(position, "somebody missed it"))
            .as(ResentRepresentation.class);

    assertThat(resent.events()).isPositive();
    assertThat(resent.nextPosition()).isNull();
    await()
        .untilAsserted(() ->
            assertThat(tickets.told(ticket.id())).extracting(TicketState::version).hasSize(2));
    Page<AuditRepresentation> audited =
        admin.get("/admin/audit?what=event-log.resend&first=1").as(new TypeReference<>() {});
    assertThat(audited.items().getFirst().node().subject()).startsWith(position + "-");
    assertThat(audited.items().getFirst().node().reason()).isEqualTo("somebody missed it");
  }

  @Test
  void resendsNothingOfWhatIsNotThere() {
    long behind =
        admin.get("/admin/event-log").as(EventLogRepresentation.class).lastPosition() + 1_000_000;
    for (var request :
        new Object[] {
          Map.of("fromPosition", behind, "reason", "why not"),
          Map.of("fromPosition", 0, "reason", "why not"),
          Map.of("fromPosition", "one", "reason", "why not"),
          Map.of("reason", "why not")
        }) {
      var refused = admin.post("/admin/event-log/resend", request);
      assertThat(refused.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
      assertThat(refused.field("fromPosition")).isNotEmpty();
    }
    var noReason = admin.post("/admin/event-log/resend", Map.of("fromPosition", 1, "reason", " "));
    assertThat(noReason.field("reason")).isNotEmpty();
  }

  @Test
  void consumersAreSeenAsNatsSeesThem() {
    await()
        .untilAsserted(() -> {
          Batch<ConsumerRepresentation> consumers =
              admin.get("/admin/consumers").as(new TypeReference<>() {});
          assertThat(consumers.items())
              .containsExactly(
                  new ConsumerRepresentation(Source.ORDERS, "tickets-orders", 0L, 0L, 0L));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/event-log",
    "GET,/event-log/events",
    "POST,/event-log/resend",
    "GET,/consumers"
  })
  void areForAdminsAlone(String method, String path) {
    String body = method.equals("POST") ? "{\"fromPosition\": 1, \"reason\": \"mine\"}" : null;
    var user = tickets.as(UUID.randomUUID()).send(method, "/admin" + path, body);
    assertThat(user.code()).isEqualTo(ErrorCode.FORBIDDEN);
    var nobody = tickets.signedOut().send(method, "/admin" + path, body);
    assertThat(nobody.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @CsvSource({
    "aggregateId,one",
    "fromPosition,0",
    "fromPosition,first",
    "first,0",
    "first,101",
    "after,rubbish"
  })
  void namesTheParameterThatIsWrong(String name, String value) {
    var reply = admin.get("/admin/event-log/events?" + name + "=" + value);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(name)).isNotEmpty();
  }

  private Page<LoggedEventRepresentation> list(String query) {
    return admin.get("/admin/event-log/events" + query).as(new TypeReference<>() {});
  }
}
