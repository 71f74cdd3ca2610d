package ticketing.chassis.events;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.contracts.events.Source;

/** The stream that a service tells into: on disk, kept without end. */
public final class Streams {

  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
  private static final int STREAM_NOT_FOUND = 10059;

  private Streams() {}

  /** The source's stream, made if it is not there, and with no fewer replicas than these. */
  public static StreamInfo ensure(JetStreamManagement management, Source source, int replicas)
      throws IOException, JetStreamApiException {
    try {
      StreamInfo stream = management.getStreamInfo(source.stream());
      return stream.getConfiguration().getReplicas() < replicas
          ? replicated(management, stream, replicas)
          : stream;
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
        throw e;
      }
      return management.addStream(configuration(source, replicas));
    }
  }

  /** Where NATS cannot, events are told all the same. */
  private static StreamInfo replicated(
      JetStreamManagement management, StreamInfo stream, int replicas) throws IOException {
    var more = StreamConfiguration.builder(stream.getConfiguration()).replicas(replicas).build();
    try {
      return management.updateStream(more);
    } catch (JetStreamApiException e) {
      LOG.warn(
          "Stream {} has {} replicas and cannot have {}: {}",
          more.getName(),
          stream.getConfiguration().getReplicas(),
          replicas,
          e.getMessage());
      return stream;
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
