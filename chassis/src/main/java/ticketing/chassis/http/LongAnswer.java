package ticketing.chassis.http;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * The connection of an answer that goes on and on. It serves no other request, so send {@code
 * Connection: close} with the answer.
 */
public final class LongAnswer {

  private final EndPoint connection;

  private LongAnswer(EndPoint connection) {
    this.connection = connection;
  }

  /** Of the request that is answered. */
  public static LongAnswer to(HttpServletRequest http) {
    return new LongAnswer(
        ServletContextRequest.getServletContextRequest(http)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint());
  }

  /**
   * Whether the caller closed its side. Else that is only noticed by writing, twice. What it sends
   * after its request is dropped.
   */
  public boolean isHungUp() {
    try {
      return !connection.isOpen() || connection.fill(ByteBuffer.allocate(64).limit(0)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Closes the connection at once: whoever writes to it gets an {@link IOException}. */
  public void hangUp() {
    connection.close();
  }

  /** Runs this when the server begins to stop, before it waits for the requests under way. */
  public static void beforeStop(Environment environment, Runnable end) {
    environment
        .lifecycle()
        .addEventListener(
            new LifeCycle.Listener() {
              @Override
              public void lifeCycleStopping(LifeCycle stopping) {
                if (stopping instanceof Server) {
                  end.run();
                }
              }
            });
  }
}
