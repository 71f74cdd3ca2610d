package ticketing.chassis.events;

import io.nats.client.JetStreamApiException;
import java.io.IOException;
import org.slf4j.Logger;
import ticketing.chassis.observe.PassingFailure;

/** Logs what keeps a loop from going on for a while. */
final class Setback {

  private Setback() {}

  /** What passes by itself in a line; what nobody expects with the place where it happened. */
  static void log(Logger log, String what, Throwable failure) {
    if (passes(failure)) {
      log.warn("{}: {}", what, failure.toString());
    } else {
      log.error(what, failure);
    }
  }

  private static boolean passes(Throwable failure) {
    // jnats' word for a connection or a subscription that is closed.
    return failure instanceof IllegalStateException
        || failure instanceof IOException
        || failure instanceof JetStreamApiException
        || PassingFailure.is(failure);
  }
}
