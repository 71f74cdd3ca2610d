package ticketing.contracts.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Names and subjects stay as they are: streams and durables keep them. */
class EventsTest {

  private static final UUID ID = UUID.fromString("0193a1b2-0000-7000-8000-000000000001");

  @Test
  void namesAndSubjectsArePinned() {
    assertThat(Events.ALL)
        .extracting(type -> type.name() + " " + type.subject(ID).replace(ID.toString(), "ID"))
        .containsExactly(
            "user.signed-up ticketing.auth.signed-up.ID",
            "user.updated ticketing.auth.updated.ID",
            "session.ended ticketing.auth.session-ended.ID",
            "ticket.created ticketing.tickets.created.ID",
            "ticket.updated ticketing.tickets.updated.ID",
            "order.created ticketing.orders.created.ID",
            "order.awaiting-payment ticketing.orders.awaiting-payment.ID",
            "order.completed ticketing.orders.completed.ID",
            "order.cancelled ticketing.orders.cancelled.ID",
            "expiration.due ticketing.expiration.due.ID",
            "charge.created ticketing.payments.created.ID",
            "charge.updated ticketing.payments.updated.ID",
            "charge.authorized ticketing.payments.authorized.ID",
            "charge.completed ticketing.payments.completed.ID",
            "charge.failed ticketing.payments.failed.ID",
            "charge.refunded ticketing.payments.refunded.ID");
  }

  @Test
  void streamsArePinned() {
    assertThat(Source.values())
        .extracting(source -> source.stream() + " " + source.subjects())
        .containsExactly(
            "AUTH ticketing.auth.>",
            "TICKETS ticketing.tickets.>",
            "ORDERS ticketing.orders.>",
            "EXPIRATION ticketing.expiration.>",
            "PAYMENTS ticketing.payments.>");
  }

  @Test
  void everyKindIsFoundByItsNameAndSource() {
    assertThat(Events.ALL)
        .allSatisfy(type -> {
          assertThat(Events.named(type.name())).contains(type);
          assertThat(Events.from(type.source())).contains(type);
        });
    assertThat(Events.named("ticket.stolen")).isEmpty();
  }
}
