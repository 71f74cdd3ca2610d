package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.database.Ids;
import ticketing.chassis.testing.RestClient;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.Page;
import ticketing.contracts.admin.AuditRepresentation;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.orders.AdminOrderRepresentation;
import ticketing.contracts.orders.OrderRepresentation;

/** What admins do with orders. */
@ExtendWith(OrdersServer.Shared.class)
final class AdminOrderIT {

  private static final ReasonRequest WHY = new ReasonRequest("the show is cancelled");

  private final OrdersServer orders;
  private final RestClient admin;

  AdminOrderIT(OrdersServer orders) {
    this.orders = orders;
    this.admin = orders.service().client().asAdmin();
  }

  @Test
  void findsOrdersByIdsBuyerTicketStateAndTime() {
    var buyer = Ids.next();
    var ticket = orders.ticketForSale();
    var cancelled = orders.cancel(orders.order(buyer, ticket));
    var again = orders.order(buyer, ticket);
    var other = orders.order(Ids.next(), orders.ticketForSale());

    assertThat(found("?ids=" + cancelled.id() + "&ids=" + other.id()))
        .containsExactly(other.id(), cancelled.id());
    assertThat(found("?buyerId=" + buyer)).containsExactly(again.id(), cancelled.id());
    assertThat(found("?ticketId=" + ticket.id())).containsExactly(again.id(), cancelled.id());
    assertThat(found("?buyerId=" + buyer + "&status=CANCELLED")).containsExactly(cancelled.id());
    assertThat(found("?status=CREATED&ids=" + cancelled.id())).isEmpty();
    String since = "?from=" + again.createdAt();
    assertThat(found(since + "&buyerId=" + buyer)).contains(again.id());
    assertThat(found(since + "&to=" + again.createdAt())).isEmpty();
    assertThat(found("?to=" + again.createdAt() + "&buyerId=" + buyer)).doesNotContain(again.id());
    assertThat(found("?ids=" + UUID.randomUUID())).isEmpty();
  }

  @Test
  void areFoundAPageAtATimeNewestFirst() {
    var buyer = Ids.next();
    List<UUID> made =
        orders.ticketsForSale(3).stream()
            .map(ticket -> orders.order(buyer, ticket).id())
            .toList()
            .reversed();
    String first = "?first=2&buyerId=" + buyer;
    Page<AdminOrderRepresentation> page = list(first);
    assertThat(page.items()).extracting(item -> item.node().id()).isEqualTo(made.subList(0, 2));
    Page<AdminOrderRepresentation> last = list(first + "&after=" + page.next());
    assertThat(last.items()).extracting(item -> item.node().id()).containsExactly(made.get(2));
    assertThat(last.next()).isNull();
  }

  @Test
  void cancelsAnOrderOnceAndSaysWhy() {
    var order = orders.order(Ids.next(), orders.ticketForSale());

    var cancelled = cancel(order).as(AdminOrderRepresentation.class);

    assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(cancelled.cancelReason()).isEqualTo(CancelReason.BY_ADMIN);
    assertThat(cancelled.version()).isEqualTo(2);
    assertThat(orders.shown(order).cancelReason()).isEqualTo(CancelReason.BY_ADMIN);
    OrderState told =
        orders.awaitTold(order.id(), last -> last.status() == OrderStatus.CANCELLED).getLast();
    assertThat(told.cancelReason()).isEqualTo(CancelReason.BY_ADMIN);
    assertThat(cancel(order).as(AdminOrderRepresentation.class)).isEqualTo(cancelled);
    assertThat(audited(order))
        .singleElement()
        .extracting(item -> item.node().what(), item -> item.node().reason())
        .containsExactly("order.cancel", WHY.reason());
  }

  @Test
  void cancelsNoOrderThatIsBeingPaidOrIsPaid() {
    var ticket = orders.ticketForSale();
    var order = orders.order(Ids.next(), ticket);
    var charge = orders.fence(ticket, order);
    assertThat(cancel(order).code()).isEqualTo(ErrorCode.ORDER_NOT_CANCELLABLE);
    orders.tell(charge.at(ChargeStep.COMPLETED));
    orders.awaitShown(order, OrderStatus.COMPLETED);
    assertThat(cancel(order).code()).isEqualTo(ErrorCode.ORDER_NOT_CANCELLABLE);
    assertThat(audited(order)).isEmpty();
    assertThat(admin.post("/admin/orders/" + UUID.randomUUID() + "/cancel", WHY).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({"GET,", "GET,/story", "POST,/cancel"})
  void areForAdminsAlone(String method, String action) {
    var order = orders.order(Ids.next(), orders.ticketForSale());
    String path = "/admin/orders" + (action == null ? "" : "/" + order.id() + action);
    String body = method.equals("POST") ? "{\"reason\": \"mine\"}" : null;
    var buyer = orders.as(order.buyerId()).send(method, path, body);
    assertThat(buyer.code()).isEqualTo(ErrorCode.FORBIDDEN);
    var nobody = orders.service().client().send(method, path, body);
    assertThat(nobody.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(orders.shown(order).status()).isEqualTo(OrderStatus.CREATED);
  }

  @ParameterizedTest
  @CsvSource({
    "ids,one",
    "buyerId,me",
    "ticketId,1",
    "status,created",
    "from,yesterday",
    "to,1",
    "first,0",
    "first,101",
    "after,rubbish"
  })
  void namesTheParameterThatIsWrong(String name, String value) {
    var reply = admin.get("/admin/orders?" + name + "=" + value);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(name)).isNotEmpty();
  }

  @Test
  void aHundredIdsAreEnough() {
    String ids =
        Stream.generate(UUID::randomUUID)
            .limit(101)
            .map(id -> "ids=" + id)
            .collect(Collectors.joining("&"));
    assertThat(admin.get("/admin/orders?" + ids).field("ids")).isNotEmpty();
  }

  @Test
  void cancellingTakesAReason() {
    String path = "/admin/orders/" + UUID.randomUUID() + "/cancel";
    assertThat(admin.post(path, Map.of()).field("reason")).isNotEmpty();
    assertThat(admin.post(path, Map.of("reason", " ")).field("reason")).isNotEmpty();
    assertThat(admin.post(path, Map.of("reason", "x".repeat(501))).field("reason")).isNotEmpty();
  }

  private RestClient.Reply cancel(OrderRepresentation order) {
    return admin.post("/admin/orders/" + order.id() + "/cancel", WHY);
  }

  private List<UUID> found(String query) {
    return list(query).items().stream().map(item -> item.node().id()).toList();
  }

  private Page<AdminOrderRepresentation> list(String query) {
    return admin.get("/admin/orders" + query).as(new TypeReference<>() {});
  }

  private List<Page.Item<AuditRepresentation>> audited(OrderRepresentation order) {
    Page<AuditRepresentation> page =
        admin.get("/admin/audit?subject=" + order.id()).as(new TypeReference<>() {});
    return page.items();
  }
}
