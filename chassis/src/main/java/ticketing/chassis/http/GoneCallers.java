package ticketing.chassis.http;

import java.util.logging.LogRecord;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Callers that hung up before their answer: Jersey takes each for a failure, of 80 lines. */
final class GoneCallers {

  private static final Logger LOG = LoggerFactory.getLogger(GoneCallers.class);
  // Kept here, as one that nobody keeps is made anew, without its filter.
  private static final java.util.logging.Logger JERSEY =
      java.util.logging.Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");

  private GoneCallers() {}

  /** From now on, in this JVM. */
  static void areNoFailures() {
    JERSEY.setFilter(GoneCallers::isFailure);
  }

  private static boolean isFailure(LogRecord told) {
    Throwable thrown = told.getThrown();
    if (isGone(thrown)) {
      LOG.debug("A caller hung up before its answer: {}", String.valueOf(thrown));
      return false;
    }
    return true;
  }

  private static boolean isGone(@Nullable Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof EofException) {
        return true;
      }
    }
    return false;
  }
}
