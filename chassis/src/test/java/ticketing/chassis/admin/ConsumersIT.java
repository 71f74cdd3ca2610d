package ticketing.chassis.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.events.Consumers;
import ticketing.chassis.events.EventsFixture;
import ticketing.chassis.events.TransactionalHearing;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.admin.ConsumerRepresentation;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;
import ticketing.dev.LocalNats;

/** What admins see of consumers, with the rights at NATS that the product has. */
class ConsumersIT {

  private static final Caller ADMIN =
      new Caller(UUID.randomUUID(), UUID.randomUUID(), Caller.ADMIN);

  @Test
  void tellHowFarTheyAreAndThatNatsIsAway() throws Exception {
    try (var nats = LocalNats.startGuarded();
        var events = new EventsFixture(nats)) {
      var instance = events.instance("orders", "1");
      var resource = new ConsumersResource(Consumers.of(instance.bus()));
      TransactionalHearing.start(
          instance.bus(),
          instance.database(),
          Events.from(Source.TICKETS),
          (handle, event) -> {},
          instance.environment());
      assertThat(unavailable(resource)).isEqualTo("NATS does not answer");
      instance.start();
      var heard = new ConsumerRepresentation(Source.TICKETS, "orders-tickets", 0L, 0L, 0L);
      await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(resource.consumers(ADMIN).items()).contains(heard));
      // This instance hears none but tickets.
      assertThat(resource.consumers(ADMIN).items())
          .containsExactlyInAnyOrderElementsOf(
              List.of(heard, none(Source.PAYMENTS), none(Source.EXPIRATION)));

      // Its connections stay open, and silent.
      signal("STOP", nats.pid());
      try {
        assertThat(unavailable(resource)).isEqualTo("NATS does not answer");
      } finally {
        signal("CONT", nats.pid());
      }
    }
  }

  private static void signal(String signal, long pid) throws Exception {
    var kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static ConsumerRepresentation none(Source source) {
    return new ConsumerRepresentation(source, "orders-" + source.id(), null, null, null);
  }

  private static String unavailable(ConsumersResource resource) {
    var problem =
        catchThrowableOfType(ProblemException.class, () -> resource.consumers(ADMIN)).problem();
    assertThat(problem.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    return String.valueOf(problem.detail());
  }
}
