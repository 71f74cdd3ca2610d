package ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import ticketing.chassis.events.Decision;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.Decision.Refusal;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.TicketState;

class TicketTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Money PRICE = new Money(2_000, "usd");
  private static final UUID SELLER = UUID.randomUUID();
  private static final UUID TICKET = UUID.randomUUID();

  private final Ticket available = Ticket.create(TICKET, SELLER, "Opera", PRICE, NOW).row();

  @Test
  void isCreatedAvailableAtVersionOneAndTellsItsWholeRow() {
    var change = Ticket.create(available.id(), SELLER, "Opera", PRICE, NOW);
    assertThat(change.event().type()).isEqualTo(Events.TICKET_CREATED);
    assertThat(change.event().aggregateId()).isEqualTo(available.id());
    assertThat(change.event().version()).isEqualTo(1);
    assertThat(change.event().time()).isEqualTo(NOW);
    assertThat(change.event().state())
        .isEqualTo(
            new TicketState(
                available.id(),
                SELLER,
                "Opera",
                PRICE,
                TicketStatus.AVAILABLE,
                null,
                0,
                null,
                null,
                null,
                1,
                NOW,
                NOW));
  }

  @Test
  void isEditedInTitleAndPriceOrOneOfThem() {
    var cheaper = new Money(1_500, "eur");
    Ticket both = row(available.edit("Ballet", cheaper, null, LATER));
    assertThat(both.title()).isEqualTo("Ballet");
    assertThat(both.price()).isEqualTo(cheaper);
    assertThat(both.version()).isEqualTo(2);
    assertThat(both.createdAt()).isEqualTo(NOW);
    assertThat(both.updatedAt()).isEqualTo(LATER);
    assertThat(row(available.edit("Ballet", null, null, LATER)).price()).isEqualTo(PRICE);
    assertThat(row(available.edit(null, cheaper, null, LATER)).title()).isEqualTo("Opera");
  }

  @Test
  void isEditedOnlyAtTheExpectedVersion() {
    assertThat(row(available.edit("Ballet", null, 1, LATER)).version()).isEqualTo(2);
    assertRefused(available.edit("Ballet", null, 2, LATER), ErrorCode.VERSION_CONFLICT);
  }

  @Test
  void isWithdrawnOnceAndThenStays() {
    Ticket withdrawn = row(available.withdraw(LATER));
    assertThat(withdrawn.status()).isEqualTo(TicketStatus.WITHDRAWN);
    assertRefused(withdrawn.withdraw(LATER), ErrorCode.TICKET_WITHDRAWN);
    assertRefused(withdrawn.edit("Ballet", null, null, LATER), ErrorCode.TICKET_WITHDRAWN);
  }

  @Test
  void isLockedByAnOrderForAsLongAsTheOrderLives() {
    var order = new Orders().next();
    Ticket locked = heard(available, order.created());
    assertThat(locked.status()).isEqualTo(TicketStatus.LOCKED);
    assertThat(locked.orderId()).isEqualTo(order.id());
    assertThat(locked.lockNo()).isEqualTo(1);
    assertThat(locked.lockedUntil()).isEqualTo(order.created().expiresAt());
    assertRefused(locked.edit("Ballet", null, null, LATER), ErrorCode.TICKET_LOCKED);
    assertRefused(locked.withdraw(LATER), ErrorCode.TICKET_LOCKED);
    assertUnmoved(locked, order.created());
    assertUnmoved(locked, order.awaitingPayment());
  }

  @Test
  void isSoldToTheOrderThatHoldsIt() {
    var order = new Orders().next();
    Ticket sold = heard(available, order.created(), order.completed());
    assertThat(sold.status()).isEqualTo(TicketStatus.SOLD);
    assertThat(sold.orderId()).isEqualTo(order.id());
    assertThat(sold.lockedUntil()).isNull();
    assertRefused(sold.edit("Ballet", null, null, LATER), ErrorCode.TICKET_SOLD);
    assertRefused(sold.withdraw(LATER), ErrorCode.TICKET_SOLD);
  }

  @ParameterizedTest
  @EnumSource(OrderStatus.class)
  void isSoldForGood(OrderStatus status) {
    var orders = new Orders();
    var buyer = orders.next();
    Ticket sold = heard(available, buyer.created(), buyer.completed());
    assertUnmoved(sold, buyer.at(status));
    assertUnmoved(sold, orders.next().at(status));
  }

  @Test
  void isReleasedByTheOrderThatHoldsIt() {
    var order = new Orders().next();
    Ticket released = heard(available, order.created(), order.cancelled());
    assertThat(released.status()).isEqualTo(TicketStatus.AVAILABLE);
    assertThat(released.orderId()).isNull();
    assertThat(released.lockedUntil()).isNull();
    assertThat(released.lockNo()).isEqualTo(1);
    assertUnmoved(released, order.cancelled());
    assertUnmoved(released, order.created());
  }

  @ParameterizedTest
  @EnumSource(OrderStatus.class)
  void keepsALaterOrdersLockWhateverIsHeardOfAnEarlierOne(OrderStatus status) {
    var orders = new Orders();
    var a = orders.next();
    var b = orders.next();
    Ticket lockedByB = heard(available, a.created(), a.cancelled(), b.created());
    assertThat(lockedByB.orderId()).isEqualTo(b.id());
    assertUnmoved(lockedByB, a.at(status));
    Ticket lockedByBFirst = heard(available, b.created());
    assertUnmoved(lockedByBFirst, a.at(status));
  }

  @Test
  void isTakenOverByALaterOrderWhoseEventComesBeforeTheEarlierOnesEnd() {
    var orders = new Orders();
    var a = orders.next();
    var b = orders.next();
    Ticket lockedByB = heard(available, a.created(), b.created());
    assertThat(lockedByB.status()).isEqualTo(TicketStatus.LOCKED);
    assertThat(lockedByB.orderId()).isEqualTo(b.id());
    assertUnmoved(lockedByB, a.cancelled());
  }

  @Test
  void refusesAnOrderWithAnotherPriceAndStaysAsItWas() {
    var order = new Orders(new Money(1_999, "usd")).next();
    Ticket refused = heard(available, order.created());
    assertThat(refused.status()).isEqualTo(TicketStatus.AVAILABLE);
    assertThat(refused.version()).isEqualTo(2);
    assertThat(refusal(refused))
        .isEqualTo(new TicketState.Refusal(order.id(), CancelReason.PRICE_CHANGED));
    assertUnmoved(refused, order.created());
    assertUnmoved(refused, order.cancelled());
  }

  @Test
  void refusesAnOrderWithAnotherCurrency() {
    var order = new Orders(new Money(2_000, "eur")).next();
    assertThat(refusal(heard(available, order.created())))
        .isEqualTo(new TicketState.Refusal(order.id(), CancelReason.PRICE_CHANGED));
  }

  @Test
  void refusesAnOrderOnceWithdrawn() {
    var order = new Orders().next();
    Ticket refused = heard(row(available.withdraw(NOW)), order.created());
    assertThat(refused.status()).isEqualTo(TicketStatus.WITHDRAWN);
    assertThat(refusal(refused))
        .isEqualTo(new TicketState.Refusal(order.id(), CancelReason.TICKET_WITHDRAWN));
    assertUnmoved(refused, order.cancelled());
  }

  @Test
  void refusesALaterOrderAndIsFreeThenAsTheEarlierIsOver() {
    var a = new Orders().next();
    var b = new Orders(new Money(1_000, "usd"), 1).next();
    Ticket refused = heard(available, a.created(), b.created());
    assertThat(refused.status()).isEqualTo(TicketStatus.AVAILABLE);
    assertThat(refused.orderId()).isNull();
    assertThat(refusal(refused))
        .isEqualTo(new TicketState.Refusal(b.id(), CancelReason.PRICE_CHANGED));
  }

  @Test
  void tellsTheRefusalUntilTheNextOrderIsAnswered() {
    var orders = new Orders(new Money(1_000, "usd"));
    var refused = heard(available, orders.next().created());
    Ticket edited = row(refused.edit("Ballet", new Money(1_000, "usd"), null, LATER));
    assertThat(refusal(edited)).isEqualTo(refusal(refused));
    assertThat(refusal(heard(edited, orders.next().created()))).isNull();
  }

  @ParameterizedTest
  @EnumSource(value = OrderStatus.class, names = "CREATED", mode = Mode.EXCLUDE)
  void goesWithAnEventWhosePredecessorsNeverCame(OrderStatus status) {
    var order = new Orders().next();
    Ticket heard = heard(available, order.at(status));
    switch (status) {
      case AWAITING_PAYMENT -> assertThat(heard.status()).isEqualTo(TicketStatus.LOCKED);
      case COMPLETED -> assertThat(heard.status()).isEqualTo(TicketStatus.SOLD);
      case CREATED, CANCELLED -> assertThat(heard.status()).isEqualTo(TicketStatus.AVAILABLE);
    }
    assertThat(heard.lockNo()).isEqualTo(1);
    assertUnmoved(heard, order.created());
  }

  @Test
  void isReleasedFromAnEarlierOrderByTheEndOfALaterOne() {
    var orders = new Orders();
    var a = orders.next();
    var b = orders.next();
    Ticket released = heard(available, a.created(), b.cancelled());
    assertThat(released.status()).isEqualTo(TicketStatus.AVAILABLE);
    assertThat(released.lockNo()).isEqualTo(2);
    assertUnmoved(released, a.cancelled());
    assertUnmoved(released, b.created());
  }

  /**
   * Whatever comes late, twice, in disorder or never, and whatever its seller and admins do
   * meanwhile.
   */
  @Test
  void neverGoesBackwardsAndEndsAsItsLastOrderDoes() {
    for (int seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      var orders = new Orders();
      List<OrderState> story = orders.story(random);
      OrderState last = story.getLast();
      List<OrderState> events = new ArrayList<>(story);
      events.addAll(story.subList(0, random.nextInt(story.size() + 1)));
      Collections.shuffle(events, random);
      Ticket ticket = available;
      for (OrderState event : events) {
        ticket = step(seed, ticket, row(ticket, peoplesMove(random, ticket)));
        ticket = step(seed, ticket, heard(ticket, event));
      }
      assertThat(ticket.lockNo()).as("seed %d", seed).isEqualTo(last.lockNo());
      assertEnd(seed, ticket, last);
    }
  }

  private static Decision<Ticket> peoplesMove(Random random, Ticket ticket) {
    return switch (random.nextInt(20)) {
      case 0 -> ticket.withdraw(LATER);
      case 1 -> ticket.edit(null, new Money(2_500, "usd"), null, LATER);
      case 2 -> ticket.edit(null, PRICE, null, LATER);
      case 3 -> ticket.takeDown(LATER);
      case 4, 5 -> ticket.restore(LATER);
      default -> new Refusal<>(ErrorCode.FORBIDDEN, "does nothing");
    };
  }

  private static Ticket step(int seed, Ticket before, Ticket after) {
    if (after.equals(before)) {
      return after;
    }
    assertThat(after.version()).as("seed %d", seed).isEqualTo(before.version() + 1);
    assertThat(after.lockNo()).as("seed %d", seed).isGreaterThanOrEqualTo(before.lockNo());
    assertThat(before.status()).as("seed %d: sold is final", seed).isNotEqualTo(TicketStatus.SOLD);
    assertThat(after.takenDownAt() != null && after.status() != TicketStatus.WITHDRAWN)
        .as("seed %d: taken down while %s", seed, after.status())
        .isFalse();
    if (before.status() == TicketStatus.WITHDRAWN && before.takenDownAt() == null) {
      assertThat(after.status())
          .as("seed %d", seed)
          .isIn(TicketStatus.WITHDRAWN, TicketStatus.SOLD);
    }
    boolean held = after.status() == TicketStatus.LOCKED || after.status() == TicketStatus.SOLD;
    assertThat(after.orderId() != null).as("seed %d", seed).isEqualTo(held);
    if (before.orderId() != null && after.orderId() != null) {
      boolean sameOrder = before.orderId().equals(after.orderId());
      assertThat(after.lockNo() == before.lockNo()).as("seed %d", seed).isEqualTo(sameOrder);
    }
    return after;
  }

  private static void assertEnd(int seed, Ticket ticket, OrderState last) {
    boolean holds = last.id().equals(ticket.orderId());
    boolean refused = last.id().equals(ticket.refusedOrderId());
    switch (last.status()) {
      case CREATED, AWAITING_PAYMENT ->
          assertThat(ticket.status() == TicketStatus.LOCKED && holds || !holds && refused)
              .as("seed %d: locked by %s or refused it: %s", seed, last.id(), ticket)
              .isTrue();
      case COMPLETED ->
          assertThat(ticket.status() == TicketStatus.SOLD && holds)
              .as("seed %d: sold to %s: %s", seed, last.id(), ticket)
              .isTrue();
      case CANCELLED -> assertThat(ticket.orderId()).as("seed %d: %s", seed, ticket).isNull();
    }
  }

  @Test
  void whatAnAdminTookDownIsWithdrawnUntilAnAdminRestoresIt() {
    Ticket down = row(available.takeDown(LATER));
    assertThat(down.status()).isEqualTo(TicketStatus.WITHDRAWN);
    assertThat(down.takenDownAt()).isEqualTo(LATER);
    assertRefused(down.edit("Ballet", null, null, LATER), ErrorCode.TICKET_WITHDRAWN);
    assertRefused(down.withdraw(LATER), ErrorCode.TICKET_WITHDRAWN);
    var order = new Orders().next();
    Ticket refused = heard(down, order.created());
    assertThat(refused.refusedReason()).isEqualTo(CancelReason.TICKET_WITHDRAWN);
    assertThat(refused.takenDownAt()).isEqualTo(LATER);
    Ticket restored = row(refused.restore(LATER));
    assertThat(restored.status()).isEqualTo(TicketStatus.AVAILABLE);
    assertThat(restored.takenDownAt()).isNull();
    assertUnmoved(restored, order.cancelled());
  }

  @Test
  void whatIsHeldSoldOrWithdrawnIsNotTakenDownAndOnlyWhatIsDownRestored() {
    var order = new Orders().next();
    Ticket locked = heard(available, order.created());
    Ticket sold = heard(locked, order.completed());
    Ticket withdrawn = row(available.withdraw(LATER));
    assertRefused(locked.takeDown(LATER), ErrorCode.TICKET_LOCKED);
    assertRefused(sold.takeDown(LATER), ErrorCode.TICKET_SOLD);
    assertRefused(withdrawn.takeDown(LATER), ErrorCode.TICKET_WITHDRAWN);
    assertRefused(withdrawn.restore(LATER), ErrorCode.TICKET_WITHDRAWN);
  }

  private static Ticket row(Decision<Ticket> decision) {
    return told(decision.orThrow((code, why) -> new IllegalStateException(code + " " + why)));
  }

  private static Ticket row(Ticket ticket, Decision<Ticket> decision) {
    return switch (decision) {
      case Change<Ticket> change -> told(change);
      case Refusal<Ticket> refusal -> ticket;
    };
  }

  /** The row; its event tells all of it. */
  private static Ticket told(Change<Ticket> change) {
    Ticket row = change.row();
    assertThat(change.event().type()).isEqualTo(Events.TICKET_UPDATED);
    assertThat(change.event().aggregateId()).isEqualTo(row.id());
    assertThat(change.event().version()).isEqualTo(row.version());
    assertThat(change.event().state())
        .isEqualTo(
            new TicketState(
                row.id(),
                row.sellerId(),
                row.title(),
                row.price(),
                row.status(),
                row.orderId(),
                row.lockNo(),
                row.lockedUntil(),
                refusal(row),
                row.takenDownAt(),
                row.version(),
                row.createdAt(),
                row.updatedAt()));
    return row;
  }

  private static Ticket heard(Ticket ticket, OrderState... orders) {
    Ticket now = ticket;
    for (OrderState order : orders) {
      now = row(now, now.hear(order, LATER));
    }
    return now;
  }

  private static void assertUnmoved(Ticket ticket, OrderState order) {
    assertThat(ticket.hear(order, LATER)).isInstanceOf(Refusal.class);
  }

  private static void assertRefused(Decision<Ticket> decision, ErrorCode code) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static TicketState.@Nullable Refusal refusal(Ticket ticket) {
    return ticket.refusedOrderId() == null || ticket.refusedReason() == null
        ? null
        : new TicketState.Refusal(ticket.refusedOrderId(), ticket.refusedReason());
  }

  /** The orders of one ticket, one after the other, as orders-svc numbers them. */
  private static final class Orders {

    private final Money price;
    private int lockNo;

    Orders() {
      this(PRICE);
    }

    Orders(Money price) {
      this(price, 0);
    }

    Orders(Money price, int lockNo) {
      this.price = price;
      this.lockNo = lockNo;
    }

    TestOrder next() {
      lockNo++;
      return TestOrder.of(TICKET, price, lockNo);
    }

    /** Some orders that end one after the other, the last one perhaps not; with what never came. */
    List<OrderState> story(Random random) {
      List<OrderState> events = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int i = 1; i <= count; i++) {
        var order = next();
        addSometimes(events, order.created(), random);
        boolean fenced = random.nextBoolean();
        if (fenced) {
          addSometimes(events, order.awaitingPayment(), random);
        }
        if (i < count || random.nextBoolean()) {
          boolean completed = i == count && fenced && random.nextBoolean();
          events.add(completed ? order.completed() : order.cancelled());
        } else {
          events.add(fenced ? order.awaitingPayment() : order.created());
        }
      }
      return events;
    }

    private static void addSometimes(List<OrderState> events, OrderState event, Random random) {
      if (random.nextInt(5) > 0) {
        events.add(event);
      }
    }
  }
}
