package ticketing.orders;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.database.Ids;
import ticketing.contracts.Batch;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.Page;
import ticketing.contracts.orders.OrderRepresentation;

/** What a buyer sees: his own orders, and nobody else's. */
@ExtendWith(OrdersServer.Shared.class)
class OrderHistoryIT {

  private static final TypeReference<Page<OrderRepresentation>> PAGE = new TypeReference<>() {};
  private static final TypeReference<Batch<OrderRepresentation>> BATCH = new TypeReference<>() {};

  private final OrdersServer orders;
  private final UUID buyer = Ids.next();

  OrderHistoryIT(OrdersServer orders) {
    this.orders = orders;
  }

  @Test
  void theNewestComesFirstAndNobodyElsesAtAll() {
    var first = orders.order(buyer, orders.ticketForSale());
    orders.order(Ids.next(), orders.ticketForSale());
    var second = orders.order(buyer, orders.ticketForSale());
    assertThat(history("").items()).extracting(Page.Item::node).containsExactly(second, first);
    assertThat(orders.as(Ids.next()).get("/orders").as(PAGE))
        .isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void ordersOfAStatusAreListed() {
    var created = orders.order(buyer, orders.ticketForSale());
    var cancelled = orders.cancel(orders.order(buyer, orders.ticketForSale()));
    var fencedTicket = orders.ticketForSale();
    var fenced = orders.order(buyer, fencedTicket);
    orders.fence(fencedTicket, fenced);
    var soldTicket = orders.ticketForSale();
    var completed = orders.order(buyer, soldTicket);
    orders.tell(orders.fence(soldTicket, completed).at(ChargeStep.COMPLETED));
    orders.awaitShown(completed, OrderStatus.COMPLETED);
    assertThat(idsOf(history("?status=CREATED"))).containsExactly(created.id());
    assertThat(idsOf(history("?status=AWAITING_PAYMENT"))).containsExactly(fenced.id());
    assertThat(idsOf(history("?status=COMPLETED"))).containsExactly(completed.id());
    assertThat(idsOf(history("?status=CANCELLED"))).containsExactly(cancelled.id());
    assertThat(history("").items()).hasSize(4);
  }

  @Test
  void pagesGoToTheEndWithoutDuplicateOrMissWhateverIsInsertedMeanwhile() {
    List<UUID> ids =
        IntStream.range(0, 11)
            .mapToObj(i -> orders.cancel(orders.order(buyer, orders.ticketForSale())).id())
            .toList();
    List<UUID> seen = new ArrayList<>();
    @Nullable String after = null;
    do {
      var page = history("?first=3" + (after == null ? "" : "&after=" + after));
      seen.addAll(idsOf(page));
      after = page.next();
      orders.order(buyer, orders.ticketForSale());
    } while (after != null);
    assertThat(seen).containsExactlyElementsOf(ids.reversed());
  }

  @Test
  void manyAreShownByIdsButNobodyElses() {
    var own = orders.order(buyer, orders.ticketForSale());
    var cancelled = orders.cancel(orders.order(buyer, orders.ticketForSale()));
    var foreign = orders.order(Ids.next(), orders.ticketForSale());
    var asked = Stream.of(own.id(), foreign.id(), Ids.next(), cancelled.id(), own.id());
    assertThat(batch("/orders/by-ids", "ids", asked).items())
        .containsExactlyInAnyOrder(own, cancelled);
  }

  @Test
  void theOwnOrderThatHoldsATicketIsShownByTheTicket() {
    var ticket = orders.ticketForSale();
    var others = orders.ticketForSale();
    var sold = orders.ticketForSale();
    var left = orders.ticketForSale();
    orders.cancel(orders.order(buyer, ticket));
    var holds = orders.order(buyer, ticket);
    orders.order(Ids.next(), others);
    var completed = orders.order(buyer, sold);
    orders.tell(orders.fence(sold, completed).at(ChargeStep.COMPLETED));
    orders.cancel(orders.order(buyer, left));
    completed = orders.awaitShown(completed, OrderStatus.COMPLETED);
    var asked = Stream.of(ticket, others, sold, left).map(TestTicket::id);
    assertThat(batch("/orders/by-tickets", "ticketIds", asked).items())
        .containsExactlyInAnyOrder(holds, completed);
  }

  private Page<OrderRepresentation> history(String query) {
    return orders.as(buyer).get("/orders" + query).as(PAGE);
  }

  private Batch<OrderRepresentation> batch(String path, String parameter, Stream<UUID> ids) {
    String query = ids.map(id -> parameter + "=" + id).collect(joining("&"));
    return orders.as(buyer).get(path + "?" + query).as(BATCH);
  }

  private static List<UUID> idsOf(Page<OrderRepresentation> page) {
    return page.items().stream().map(item -> item.node().id()).toList();
  }
}
