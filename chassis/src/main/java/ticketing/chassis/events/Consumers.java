package ticketing.chassis.events;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.ConsumerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ticketing.contracts.access.ServiceAccess;
import ticketing.contracts.admin.ConsumerRepresentation;
import ticketing.contracts.events.Source;

/** How far a service's durable consumers are, as NATS sees it now. */
public final class Consumers {

  private static final JetStreamOptions WITHIN_A_SECOND =
      JetStreamOptions.builder().requestTimeout(Duration.ofSeconds(1)).build();
  private static final int STREAM_NOT_FOUND = 10059;
  private static final int CONSUMER_NOT_FOUND = 10014;

  private final EventBus bus;
  private final List<Source> heard;

  private Consumers(EventBus bus, List<Source> heard) {
    this.bus = bus;
    this.heard = heard;
  }

  /** Of the service whose bus this is: one for each service that it hears. */
  public static Consumers of(EventBus bus) {
    return new Consumers(
        bus,
        Arrays.stream(ServiceAccess.values())
            .filter(access -> access.id().equals(bus.service()))
            .flatMap(access -> access.hears().stream())
            .toList());
  }

  /**
   * Asks NATS, a second long for each at most.
   *
   * @throws IOException when NATS is away, or does not answer
   */
  public List<ConsumerRepresentation> look() throws IOException {
    try {
      var management = bus.connection().jetStreamManagement(WITHIN_A_SECOND);
      var seen = new ArrayList<ConsumerRepresentation>();
      for (Source source : heard) {
        seen.add(look(management, source));
      }
      return seen;
    } catch (IllegalStateException e) {
      // jnats' word for a connection that is closed meanwhile.
      throw new IOException("the connection to NATS is gone", e);
    }
  }

  private ConsumerRepresentation look(JetStreamManagement management, Source source)
      throws IOException {
    String name = DurableConsumer.name(bus, source);
    try {
      ConsumerInfo info = management.getConsumerInfo(source.stream(), name);
      return new ConsumerRepresentation(
          source, name, info.getNumPending(), info.getNumAckPending(), info.getRedelivered());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == CONSUMER_NOT_FOUND || e.getApiErrorCode() == STREAM_NOT_FOUND) {
        return new ConsumerRepresentation(source, name, null, null, null);
      }
      throw new IOException("NATS refuses to tell of " + name, e);
    }
  }
}
