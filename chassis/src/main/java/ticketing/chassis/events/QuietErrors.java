package ticketing.chassis.events;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** jnats would log each with a stack trace; what fails is seen where it is used. */
final class QuietErrors implements ErrorListener {

  private static final Logger LOG = LoggerFactory.getLogger(QuietErrors.class);

  @Override
  public void errorOccurred(Connection connection, String error) {
    LOG.warn("NATS says: {}", error);
  }

  @Override
  public void exceptionOccurred(Connection connection, Exception exception) {
    LOG.debug("NATS connection: {}", exception.toString());
  }
}
