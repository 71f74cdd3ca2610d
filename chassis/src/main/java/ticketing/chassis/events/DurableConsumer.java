package ticketing.chassis.events;

import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.util.List;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Source;

/**
 * The durable consumer that all instances of a service share: JetStream hands each event to one of
 * them, and to another when it is not acknowledged in time. It holds while no instance is there;
 * made for the first time, it begins with the stream's first event.
 */
final class DurableConsumer {

  private static final long MAX_UNDER_WAY = 1_000;

  private DurableConsumer() {}

  static ConsumerConfiguration of(EventBus bus, Source source, List<EventType<?>> types) {
    return ConsumerConfiguration.builder()
        .durable(name(bus, source))
        .filterSubjects(types.stream().map(EventType::subjects).toList())
        .deliverPolicy(DeliverPolicy.All)
        .ackPolicy(AckPolicy.Explicit)
        .ackWait(bus.config().ackWait())
        .maxAckPending(MAX_UNDER_WAY)
        .build();
  }

  /** Of the service that hears and the one that is heard. */
  static String name(EventBus bus, Source source) {
    return bus.service() + "-" + source.id();
  }
}
