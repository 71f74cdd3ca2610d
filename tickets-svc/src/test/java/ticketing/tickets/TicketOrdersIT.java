package ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.tickets.TicketsServer.PRICE;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.database.Ids;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.TicketState;
import ticketing.contracts.events.TicketState.Refusal;
import ticketing.contracts.tickets.TicketRepresentation;
import ticketing.contracts.tickets.UpdateTicketRequest;

/** What orders do to tickets, and what tickets-svc answers. */
@ExtendWith(TicketsServer.Shared.class)
class TicketOrdersIT {

  private final TicketsServer tickets;
  private final UUID seller = Ids.next();
  private final TicketRepresentation ticket;

  TicketOrdersIT(TicketsServer tickets) {
    this.tickets = tickets;
    this.ticket = tickets.create(seller, "Opera");
  }

  @Test
  void anOrderLocksTheTicketAndIsAnswered() {
    var order = order(1);
    tickets.tell(order.created());
    TicketState told = awaitStatus(TicketStatus.LOCKED);
    assertThat(told.orderId()).isEqualTo(order.id());
    assertThat(told.lockNo()).isEqualTo(1);
    assertThat(told.lockedUntil()).isEqualTo(TestOrder.EXPIRES_AT);
    assertThat(told.version()).isEqualTo(2);
    assertThat(told.refusal()).isNull();
    TicketRepresentation shown = tickets.ticket(ticket.id());
    assertThat(shown.status()).isEqualTo(TicketStatus.LOCKED);
    assertThat(shown.lockedUntil()).isEqualTo(TestOrder.EXPIRES_AT);
    assertThat(shown.version()).isEqualTo(2);
  }

  @Test
  void aLockedTicketIsNotChangedByItsSeller() {
    tickets.tell(order(1).created());
    awaitStatus(TicketStatus.LOCKED);
    var edit = new UpdateTicketRequest("Ballet", null, null);
    var path = "/tickets/" + ticket.id();
    var as = tickets.as(seller);
    assertThat(as.patch(path, edit).code()).isEqualTo(ErrorCode.TICKET_LOCKED);
    assertThat(as.post(path + "/withdrawal").code()).isEqualTo(ErrorCode.TICKET_LOCKED);
    assertThat(tickets.ticket(ticket.id()).title()).isEqualTo("Opera");
  }

  @Test
  void aCancelledOrderReleasesTheTicketAndItCanBeChangedAgain() {
    var order = order(1);
    tickets.tell(order.created(), order.cancelled());
    awaitStatus(TicketStatus.AVAILABLE, 3);
    var edited =
        tickets
            .as(seller)
            .patch("/tickets/" + ticket.id(), new UpdateTicketRequest("Ballet", null, 3))
            .as(TicketRepresentation.class);
    assertThat(edited.title()).isEqualTo("Ballet");
    assertThat(edited.lockedUntil()).isNull();
  }

  @Test
  void aCompletedOrderTakesTheTicketForGood() {
    var order = order(1);
    tickets.tell(order.created(), order.awaitingPayment(), order.completed());
    TicketState told = awaitStatus(TicketStatus.SOLD);
    assertThat(told.orderId()).isEqualTo(order.id());
    assertThat(told.version()).isEqualTo(3);
    var withdrawal = tickets.as(seller).post("/tickets/" + ticket.id() + "/withdrawal");
    assertThat(withdrawal.code()).isEqualTo(ErrorCode.TICKET_SOLD);
  }

  @Test
  void anOrderWithAnEarlierPriceIsRefused() {
    tickets
        .as(seller)
        .patch(
            "/tickets/" + ticket.id(), new UpdateTicketRequest(null, new Money(9_900, "usd"), 1));
    var order = order(1);
    tickets.tell(order.created());
    TicketState told = tickets.awaitTold(ticket.id(), state -> state.version() == 3);
    assertThat(told.refusal()).isEqualTo(new Refusal(order.id(), CancelReason.PRICE_CHANGED));
    assertThat(told.status()).isEqualTo(TicketStatus.AVAILABLE);
    assertThat(told.orderId()).isNull();
  }

  @Test
  void anOrderForAWithdrawnTicketIsRefused() {
    tickets.as(seller).post("/tickets/" + ticket.id() + "/withdrawal");
    var order = order(1);
    tickets.tell(order.created());
    TicketState told = tickets.awaitTold(ticket.id(), state -> state.version() == 3);
    assertThat(told.refusal()).isEqualTo(new Refusal(order.id(), CancelReason.TICKET_WITHDRAWN));
    assertThat(told.status()).isEqualTo(TicketStatus.WITHDRAWN);
  }

  @Test
  void theNextOrdersLockStaysWhenTheEarliersEventsComeAgainAndLate() {
    var a = order(1);
    var b = order(2);
    tickets.tell(a.created(), a.cancelled(), b.created());
    tickets.awaitTold(ticket.id(), state -> b.id().equals(state.orderId()));
    long before = tickets.duplicates();
    tickets.tell(a.created(), a.cancelled(), a.cancelled());
    await().until(() -> tickets.duplicates() >= before + 3);
    assertLockedBy(b);
    tickets.tell(b.awaitingPayment(), b.completed());
    assertThat(awaitStatus(TicketStatus.SOLD).orderId()).isEqualTo(b.id());
  }

  @Test
  void theNextOrdersLockStaysWhenTheEarliersEventsComeForTheFirstTimeAfterIt() {
    var a = order(1);
    var b = order(2);
    tickets.tell(b.created());
    tickets.awaitTold(ticket.id(), state -> b.id().equals(state.orderId()));
    tickets.tell(a.created(), a.cancelled());
    awaitHeard(a);
    assertLockedBy(b);
  }

  @Test
  void theNextOrdersLockStaysWhenTheEarliersEndComesAfterItsBeginning() {
    var a = order(1);
    var b = order(2);
    tickets.tell(a.created(), b.created(), a.cancelled());
    awaitHeard(a);
    assertLockedBy(b);
    assertThat(tickets.told(ticket.id()))
        .extracting(TicketState::orderId)
        .containsExactly(null, a.id(), b.id());
  }

  @Test
  void anOrderOfATicketThatThereIsNotHoldsUpNobody() {
    tickets.tell(TestOrder.of(Ids.next(), PRICE, 1).created(), order(1).created());
    awaitStatus(TicketStatus.LOCKED);
  }

  private TestOrder order(int lockNo) {
    return TestOrder.of(ticket.id(), PRICE, lockNo);
  }

  /** Until the service has heard what was told before: events of a service come in order. */
  private void awaitHeard(TestOrder order) {
    long before = tickets.duplicates();
    tickets.tell(order.cancelled());
    await().until(() -> tickets.duplicates() > before);
  }

  private void assertLockedBy(TestOrder order) {
    TicketState last = tickets.awaitTold(ticket.id(), state -> order.id().equals(state.orderId()));
    assertThat(last.status()).isEqualTo(TicketStatus.LOCKED);
    assertThat(last.lockNo()).isEqualTo(order.lockNo());
    assertThat(tickets.ticket(ticket.id()).version()).isEqualTo(last.version());
  }

  private TicketState awaitStatus(TicketStatus status) {
    return tickets.awaitTold(ticket.id(), told -> told.status() == status);
  }

  private TicketState awaitStatus(TicketStatus status, int version) {
    return tickets.awaitTold(
        ticket.id(), told -> told.status() == status && told.version() == version);
  }
}
