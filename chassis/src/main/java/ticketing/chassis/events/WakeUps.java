package ticketing.chassis.events;

import io.nats.client.Connection;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends the relay's pauses early: in process, or by a plain NATS message from another instance. */
final class WakeUps {

  private static final Duration POLL = Duration.ofMillis(500);

  private final BlockingQueue<Boolean> waiting = new ArrayBlockingQueue<>(1);
  private final String subject;
  private @Nullable Connection heardOn;

  WakeUps(String subject) {
    this.subject = subject;
  }

  void wake() {
    waiting.offer(true);
  }

  /** Wakes the instance that hears. */
  void wakeOther(Connection connection) {
    connection.publish(subject, new byte[0]);
  }

  /** Lets the others wake this instance; once a connection. */
  void hearOn(Connection connection) {
    if (!connection.equals(heardOn)) {
      connection.createDispatcher().subscribe(subject, message -> wake());
      heardOn = connection;
    }
  }

  /** Waits to be woken, for half a second at most. */
  void pause() throws InterruptedException {
    waiting.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
  }
}
