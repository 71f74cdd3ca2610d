package ticketing.chassis.events;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.EventLogDao.Mark;
import ticketing.contracts.events.Source;

/**
 * Notices a NATS that lost something (its store is younger than the last acknowledgement, or does
 * not reach up to it) and makes everything after what it still holds pending again.
 */
final class Refill {

  private static final Logger LOG = LoggerFactory.getLogger(Refill.class);

  // How many of the stream's last messages are looked at for one of this log: events published by
  // hand are not in it.
  private static final int LOOK_BACK = 100;

  // How far before that one an event that committed late is looked for.
  private static final long LATE = 100_000;

  // Of positions a statement, so that each is far from its timeout however long the log is.
  private static final int CHUNK = 50_000;

  private static final int NO_MESSAGE_FOUND = 10037;

  private final Source source;
  private final int replicas;
  private final int chunk;
  private final Runnable noticed;

  /**
   * Looks after a source's stream.
   *
   * @param noticed is told of each loss
   */
  Refill(Source source, int replicas, Runnable noticed) {
    this(source, replicas, CHUNK, noticed);
  }

  Refill(Source source, int replicas, int chunk, Runnable noticed) {
    this.source = source;
    this.replicas = replicas;
    this.chunk = chunk;
    this.noticed = noticed;
  }

  /**
   * Call before publishing on a new connection, and after an acknowledgement that looks too low.
   *
   * @param upTo the last stream sequence that was there before what was published just now
   */
  void check(EventLogDao dao, JetStreamManagement management, long upTo)
      throws IOException, JetStreamApiException {
    StreamInfo stream = Streams.ensure(management, source, replicas);
    Instant created = stream.getCreateTime().toInstant();
    long last = Math.min(upTo, stream.getStreamState().getLastSequence());
    Mark mark = dao.mark().orElse(null);
    if (mark == null) {
      dao.firstMark(created, last);
      return;
    }
    // PostgreSQL keeps microseconds, NATS tells nanoseconds.
    boolean younger = Math.abs(created.toEpochMilli() - mark.streamCreated().toEpochMilli()) > 1;
    if (younger || last < mark.streamSequence()) {
      long held = held(dao, management, stream, last);
      int losses = mark.losses() + 1;
      makePending(dao, held, losses);
      // Last: until then, whoever comes after a crash does the same again.
      dao.lost(created, last, losses);
      noticed.run();
      LOG.error(
          "NATS lost events of stream {}: it ends at {}, {} were acknowledged; sending again all"
              + " after position {}",
          source.stream(),
          last,
          mark.streamSequence(),
          held);
    }
  }

  private void makePending(EventLogDao dao, long held, int losses) {
    long end = dao.lastPosition();
    for (long after = Math.max(0, held - LATE); after < end; after += chunk) {
      dao.makePending(after, after + chunk, held, losses);
    }
  }

  /** The position of the last event that the stream still holds; 0 if it holds none. */
  private long held(EventLogDao dao, JetStreamManagement management, StreamInfo stream, long last)
      throws IOException, JetStreamApiException {
    long first = Math.max(stream.getStreamState().getFirstSequence(), last - LOOK_BACK);
    for (long sequence = last; sequence >= first && sequence > 0; sequence--) {
      try {
        byte[] body = management.getMessage(source.stream(), sequence).getData();
        Event<?> event = EventJson.read(new String(body, StandardCharsets.UTF_8));
        var position = dao.position(event.aggregateId(), event.version());
        if (position.isPresent()) {
          return position.get();
        }
      } catch (UnreadableEventException e) {
        LOG.debug("Not of this log: {} of {}", sequence, source.stream());
      } catch (JetStreamApiException e) {
        // An operator may have deleted it.
        if (e.getApiErrorCode() != NO_MESSAGE_FOUND) {
          throw e;
        }
      }
    }
    return 0;
  }
}
