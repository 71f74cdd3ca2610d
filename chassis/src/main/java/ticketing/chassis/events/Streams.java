package ticketing.chassis.events;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import ticketing.contracts.events.Source;

/** The stream that a service tells into: on disk, kept without end. */
public final class Streams {

  private static final int STREAM_NOT_FOUND = 10059;

  private Streams() {}

  /** The source's stream, made if it is not there. */
  public static StreamInfo ensure(JetStreamManagement management, Source source, int replicas)
      throws IOException, JetStreamApiException {
    try {
      return management.getStreamInfo(source.stream());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
        throw e;
      }
      return management.addStream(configuration(source, replicas));
    }
  }

  private static StreamConfiguration configuration(Source source, int replicas) {
    return StreamConfiguration.builder()
        .name(source.stream())
        .subjects(source.subjects())
        .storageType(StorageType.File)
        .replicas(replicas)
        .duplicateWindow(Duration.ofMinutes(2))
        .allowDirect(true)
        // Only expiration schedules, and this cannot be switched on later without leave to purge.
        .allowMessageSchedules(source == Source.EXPIRATION)
        .build();
  }
}
