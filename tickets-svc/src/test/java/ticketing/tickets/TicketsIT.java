package ticketing.tickets;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static ticketing.tickets.TicketsServer.PRICE;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.Batch;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.TicketState;
import ticketing.contracts.tickets.CreateTicketRequest;
import ticketing.contracts.tickets.TicketRepresentation;
import ticketing.contracts.tickets.UpdateTicketRequest;

@ExtendWith(TicketsServer.Shared.class)
class TicketsIT {

  private static final TypeReference<Batch<TicketRepresentation>> BATCH = new TypeReference<>() {};

  private final TicketsServer tickets;
  private final UUID seller = Ids.next();

  TicketsIT(TicketsServer tickets) {
    this.tickets = tickets;
  }

  @Test
  void aTicketIsCreatedAndShown() {
    Reply created =
        tickets.as(seller).post("/tickets", new CreateTicketRequest("  Opera  ", PRICE));
    assertThat(created.status()).isEqualTo(201);
    var ticket = created.as(TicketRepresentation.class);
    assertThat(ticket.title()).isEqualTo("Opera");
    assertThat(ticket.price()).isEqualTo(PRICE);
    assertThat(ticket.status()).isEqualTo(TicketStatus.AVAILABLE);
    assertThat(ticket.sellerId()).isEqualTo(seller);
    assertThat(ticket.version()).isEqualTo(1);
    assertThat(ticket.lockedUntil()).isNull();
    assertThat(ticket.updatedAt()).isEqualTo(ticket.createdAt());
    assertThat(tickets.ticket(ticket.id())).isEqualTo(ticket);
  }

  @Test
  void aTicketIsEditedInTitleAndPriceTogether() {
    var ticket = tickets.create(seller, "Opera");
    var price = new Money(99_999_999, "eur");
    var edited = edit(ticket.id(), new UpdateTicketRequest(" Ballet ", price, 1));
    assertThat(edited.title()).isEqualTo("Ballet");
    assertThat(edited.price()).isEqualTo(price);
    assertThat(edited.version()).isEqualTo(2);
    assertThat(edited.createdAt()).isEqualTo(ticket.createdAt());
    assertThat(tickets.ticket(ticket.id())).isEqualTo(edited);
  }

  @Test
  void whatIsNotGivenStaysAsItIs() {
    var ticket = tickets.create(seller, "Opera");
    assertThat(edit(ticket.id(), new UpdateTicketRequest("Ballet", null, null)).price())
        .isEqualTo(PRICE);
    assertThat(edit(ticket.id(), new UpdateTicketRequest(null, new Money(50, "usd"), null)).title())
        .isEqualTo("Ballet");
  }

  @Test
  void anEditThatDoesNotKnowTheLastVersionIsRefused() {
    var ticket = tickets.create(seller, "Opera");
    edit(ticket.id(), new UpdateTicketRequest("Ballet", null, 1));
    Reply late = patch(seller, ticket.id(), new UpdateTicketRequest("Circus", null, 1));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
    assertThat(tickets.ticket(ticket.id()).title()).isEqualTo("Ballet");
  }

  @Test
  void nobodyButItsSellerChangesATicket() {
    var ticket = tickets.create(seller, "Opera");
    var stranger = Ids.next();
    Reply edit = patch(stranger, ticket.id(), new UpdateTicketRequest("Mine", null, null));
    assertThat(edit.status()).isEqualTo(403);
    assertThat(edit.code()).isEqualTo(ErrorCode.FORBIDDEN);
    Reply withdrawal = withdraw(stranger, ticket.id());
    assertThat(withdrawal.code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(tickets.ticket(ticket.id())).isEqualTo(ticket);
  }

  @Test
  void aWithdrawnTicketStaysWithdrawn() {
    var ticket = tickets.create(seller, "Opera");
    var withdrawn = withdraw(seller, ticket.id()).as(TicketRepresentation.class);
    assertThat(withdrawn.status()).isEqualTo(TicketStatus.WITHDRAWN);
    assertThat(withdrawn.version()).isEqualTo(2);
    assertThat(withdraw(seller, ticket.id()).code()).isEqualTo(ErrorCode.TICKET_WITHDRAWN);
    assertThat(patch(seller, ticket.id(), new UpdateTicketRequest("Again", null, null)).code())
        .isEqualTo(ErrorCode.TICKET_WITHDRAWN);
  }

  @Test
  void aTicketThatThereIsNotIsNotFound() {
    UUID nothing = Ids.next();
    assertThat(tickets.signedOut().get("/tickets/" + nothing).status()).isEqualTo(404);
    assertThat(tickets.signedOut().get("/tickets/" + nothing).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(patch(seller, nothing, new UpdateTicketRequest("Opera", null, null)).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(withdraw(seller, nothing).code()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void manyAreShownByIdsWhateverTheirStatus() {
    var one = tickets.create(seller, "One");
    var other = tickets.create(seller, "Other");
    var withdrawn =
        withdraw(seller, tickets.create(seller, "Gone").id()).as(TicketRepresentation.class);
    Stream<UUID> ids = Stream.of(one.id(), Ids.next(), withdrawn.id(), other.id(), one.id());
    assertThat(many(ids).as(BATCH).items()).containsExactlyInAnyOrder(one, other, withdrawn);
  }

  @Test
  void aHundredIdsAreAskedForAtOnceAndNoMore() {
    assertThat(many(IntStream.range(0, 100).mapToObj(i -> Ids.next())).as(BATCH).items()).isEmpty();
    Reply tooMany = many(IntStream.range(0, 101).mapToObj(i -> Ids.next()));
    assertThat(tooMany.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(tooMany.field("ids")).isNotEmpty();
  }

  @Test
  void eachVersionIsToldOnceWithTheWholeRow() {
    var ticket = tickets.create(seller, "Opera");
    edit(ticket.id(), new UpdateTicketRequest("Ballet", new Money(50, "usd"), null));
    var withdrawn = withdraw(seller, ticket.id()).as(TicketRepresentation.class);
    await().until(() -> tickets.told(ticket.id()).size() == 3);
    List<Event<?>> events = tickets.events(ticket.id());
    assertThat(events)
        .extracting(event -> event.type().name())
        .containsExactly("ticket.created", "ticket.updated", "ticket.updated");
    assertThat(events).extracting(Event::version).containsExactly(1, 2, 3);
    assertThat(events.getFirst().type()).isEqualTo(Events.TICKET_CREATED);
    assertThat(tickets.told(ticket.id()).getLast())
        .isEqualTo(
            new TicketState(
                ticket.id(),
                seller,
                "Ballet",
                new Money(50, "usd"),
                TicketStatus.WITHDRAWN,
                null,
                0,
                null,
                null,
                null,
                3,
                ticket.createdAt(),
                withdrawn.updatedAt()));
  }

  @Test
  void aRefusedChangeTellsNothing() {
    var ticket = tickets.create(seller, "Opera");
    patch(Ids.next(), ticket.id(), new UpdateTicketRequest("Mine", null, null));
    patch(seller, ticket.id(), new UpdateTicketRequest("Mine", null, 7));
    edit(ticket.id(), new UpdateTicketRequest("Ballet", null, null));
    tickets.awaitTold(ticket.id(), told -> told.title().equals("Ballet"));
    assertThat(tickets.events(ticket.id())).extracting(Event::version).containsExactly(1, 2);
  }

  @Test
  void ofManyEditsAtOnceThatKnowTheSameVersionOneWins() {
    var ticket = tickets.create(seller, "Opera");
    List<String> outcomes =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(i -> patch(seller, ticket.id(), new UpdateTicketRequest("T" + i, null, 1)))
            .map(reply -> reply.status() == 200 ? "edited" : reply.code().name())
            .sorted()
            .toList();
    assertThat(outcomes).hasSize(20).last().isEqualTo("edited");
    assertThat(outcomes.subList(0, 19)).containsOnly("VERSION_CONFLICT");
    assertThat(tickets.ticket(ticket.id()).version()).isEqualTo(2);
  }

  private TicketRepresentation edit(UUID id, UpdateTicketRequest request) {
    return patch(seller, id, request).as(TicketRepresentation.class);
  }

  private Reply patch(UUID caller, UUID id, UpdateTicketRequest request) {
    return tickets.as(caller).patch("/tickets/" + id, request);
  }

  private Reply withdraw(UUID caller, UUID id) {
    return tickets.as(caller).post("/tickets/" + id + "/withdrawal");
  }

  private Reply many(Stream<UUID> ids) {
    return tickets
        .signedOut()
        .get("/tickets/by-ids?" + ids.map(id -> "ids=" + id).collect(joining("&")));
  }
}
