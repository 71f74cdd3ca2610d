package ticketing.chassis.events;

import com.codahale.metrics.health.HealthCheck;
import io.nats.client.JetStreamApiException;
import java.io.IOException;

/** Whether JetStream answers. */
final class NatsHealth extends HealthCheck {

  private final EventBus bus;

  NatsHealth(EventBus bus) {
    this.bus = bus;
  }

  @Override
  protected Result check() {
    try {
      var jetStream = bus.connection().jetStreamManagement().getAccountStatistics();
      return Result.healthy("connected, %d streams", jetStream.getStreams());
    } catch (IOException | JetStreamApiException e) {
      return Result.unhealthy(e.getMessage());
    }
  }
}
