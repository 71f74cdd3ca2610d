package ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.database.Ids;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.admin.AuditRepresentation;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.tickets.TicketDetailRepresentation;
import ticketing.contracts.tickets.TicketRepresentation;
import ticketing.contracts.tickets.UpdateTicketRequest;

/** What admins do with listings. */
@ExtendWith(TicketsServer.Shared.class)
final class ListingsIT {

  private static final ReasonRequest WHY = new ReasonRequest("a forgery");

  private final TicketsServer tickets;
  private final RestClient admin;
  private final UUID seller = Ids.next();

  ListingsIT(TicketsServer tickets) {
    this.tickets = tickets;
    this.admin = tickets.signedOut().asAdmin();
  }

  @Test
  void findsByIdsSellerStatusTimeAndTitleAPageAtATime() {
    var first = tickets.create(seller, "Rusalka, row 3");
    var second = tickets.create(seller, "Rusalka, row 4");
    var third = tickets.create(seller, "Norma");
    tickets.as(seller).post("/tickets/" + second.id() + "/withdrawal");
    String mine = "sellerId=" + seller;
    assertThat(found(mine)).containsExactly(third.id(), second.id(), first.id());
    assertThat(found(mine + "&status=WITHDRAWN")).containsExactly(second.id());
    assertThat(found(mine + "&search=rusalka")).containsExactly(second.id(), first.id());
    assertThat(found("ids=" + first.id() + "&ids=" + third.id()))
        .containsExactly(third.id(), first.id());
    assertThat(found("ids=" + first.id() + "&sellerId=" + UUID.randomUUID())).isEmpty();
    assertThat(found(mine + "&from=" + first.createdAt())).hasSize(3);
    assertThat(found(mine + "&to=" + first.createdAt())).isEmpty();
    assertThat(found(mine + "&to=" + first.createdAt().plusMillis(1))).contains(first.id());
    assertThat(found(mine + "&from=" + third.createdAt().plusSeconds(1))).isEmpty();
    var page = list(mine + "&first=2");
    assertThat(ids(page)).containsExactly(third.id(), second.id());
    assertThat(found(mine + "&first=2&after=" + page.next())).containsExactly(first.id());
  }

  @Test
  void whatIsTakenDownIsOffSaleForItsSellerTooUntilItIsRestored() {
    var ticket = tickets.create(seller, "Tosca");
    var down = act(ticket.id(), "take-down").as(TicketDetailRepresentation.class);
    assertThat(down.status()).isEqualTo(TicketStatus.WITHDRAWN);
    assertThat(down.takenDownAt()).isEqualTo(down.updatedAt());
    assertThat(act(ticket.id(), "take-down").as(TicketDetailRepresentation.class)).isEqualTo(down);
    assertThat(tickets.ticket(ticket.id()).status()).isEqualTo(TicketStatus.WITHDRAWN);
    for (Reply sellers :
        List.of(
            tickets
                .as(seller)
                .patch(
                    "/tickets/" + ticket.id(), new UpdateTicketRequest("Tosca again", null, null)),
            tickets.as(seller).post("/tickets/" + ticket.id() + "/withdrawal"))) {
      assertThat(sellers.code()).isEqualTo(ErrorCode.TICKET_WITHDRAWN);
    }
    assertThat(tickets.awaitTold(ticket.id(), told -> told.version() == 2).takenDownAt())
        .isEqualTo(down.takenDownAt());

    var restored = act(ticket.id(), "restore").as(TicketDetailRepresentation.class);
    assertThat(restored.status()).isEqualTo(TicketStatus.AVAILABLE);
    assertThat(restored.takenDownAt()).isNull();
    assertThat(restored.version()).isEqualTo(3);
    assertThat(act(ticket.id(), "restore").as(TicketDetailRepresentation.class))
        .isEqualTo(restored);
    assertThat(tickets.awaitTold(ticket.id(), told -> told.version() == 3).status())
        .isEqualTo(TicketStatus.AVAILABLE);
    assertThat(audited(ticket.id()))
        .extracting(AuditRepresentation::what)
        .containsExactly("ticket.restore", "ticket.take-down");
    assertThat(audited(ticket.id()))
        .extracting(AuditRepresentation::reason)
        .containsOnly(WHY.reason());
  }

  @Test
  void whatIsLockedSoldOrWithdrawnByItsSellerIsRefused() {
    var locked = tickets.create(seller, "Locked");
    var sold = tickets.create(seller, "Sold");
    var withdrawn = tickets.create(seller, "Withdrawn");
    tickets.as(seller).post("/tickets/" + withdrawn.id() + "/withdrawal");
    var lock = TestOrder.of(locked.id(), TicketsServer.PRICE, 1);
    var sale = TestOrder.of(sold.id(), TicketsServer.PRICE, 1);
    tickets.tell(sale.created(), sale.awaitingPayment(), sale.completed(), lock.created());
    tickets.awaitTold(locked.id(), told -> told.status() == TicketStatus.LOCKED);
    assertThat(act(locked.id(), "take-down").code()).isEqualTo(ErrorCode.TICKET_LOCKED);
    assertThat(list("ids=" + locked.id()).items().getFirst().node().orderId()).isEqualTo(lock.id());
    assertThat(act(sold.id(), "take-down").code()).isEqualTo(ErrorCode.TICKET_SOLD);
    assertThat(act(withdrawn.id(), "take-down").code()).isEqualTo(ErrorCode.TICKET_WITHDRAWN);
    assertThat(act(withdrawn.id(), "restore").code()).isEqualTo(ErrorCode.TICKET_WITHDRAWN);
    assertThat(Stream.of(locked, sold, withdrawn).map(TicketRepresentation::id))
        .allSatisfy(id -> assertThat(audited(id)).isEmpty());

    tickets.tell(lock.cancelled());
    tickets.awaitTold(locked.id(), told -> told.status() == TicketStatus.AVAILABLE);
    assertThat(act(locked.id(), "take-down").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/take-down", "/restore"})
  void isForAdminsAlone(String action) {
    var ticket = tickets.create(seller, "Tosca");
    String path = "/admin/tickets" + (action.isEmpty() ? "" : "/" + ticket.id() + action);
    String method = action.isEmpty() ? "GET" : "POST";
    String body = action.isEmpty() ? null : "{\"reason\": \"mine\"}";
    assertThat(tickets.as(seller).send(method, path, body).code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(tickets.signedOut().send(method, path, body).code())
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(tickets.ticket(ticket.id()).version()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "ids,one",
    "sellerId,me",
    "status,GONE",
    "from,yesterday",
    "from,+1000000000-01-01T00:00:00Z",
    "to,2026-13-01T00:00:00Z",
    "to,-0001-01-01T00:00:00Z",
    "search,%00",
    "first,0",
    "first,101",
    "after,rubbish"
  })
  void namesTheParameterThatIsWrong(String name, String value) {
    var reply = admin.get("/admin/tickets?" + name + "=" + value.replace("+", "%2B"));
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(name)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"take-down", "restore"})
  void anActionTakesATicketAndAReason(String action) {
    assertThat(act(UUID.randomUUID(), action).code()).isEqualTo(ErrorCode.NOT_FOUND);
    String path = "/admin/tickets/" + UUID.randomUUID() + "/" + action;
    assertThat(admin.post(path, Map.of("reason", " ")).field("reason")).isNotEmpty();
    assertThat(admin.post("/admin/tickets/mine/" + action, WHY).field("id")).isNotEmpty();
  }

  private Reply act(UUID id, String action) {
    return admin.post("/admin/tickets/" + id + "/" + action, WHY);
  }

  private Page<TicketDetailRepresentation> list(String query) {
    return admin.get("/admin/tickets?" + query).as(new TypeReference<>() {});
  }

  private List<UUID> found(String query) {
    return ids(list(query));
  }

  private static List<UUID> ids(Page<TicketDetailRepresentation> page) {
    return page.items().stream().map(item -> item.node().id()).toList();
  }

  private List<AuditRepresentation> audited(UUID id) {
    Page<AuditRepresentation> page =
        admin.get("/admin/audit?subject=" + id).as(new TypeReference<>() {});
    return page.items().stream().map(Page.Item::node).toList();
  }
}
