package ticketing.gateway;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a service.
 *
 * @param query its parameters, repeated ones too
 * @param body sent as JSON; null for none
 * @param seconds that it may take; null for the configured time
 * @param anonymous the service is not told who asks
 */
record RestCall(
    Service service,
    RestMethod method,
    String path,
    List<Map.Entry<String, String>> query,
    @Nullable Object body,
    @Nullable Integer seconds,
    boolean anonymous) {

  /** Changes nothing, so that it may be repeated and is given up when its request is late. */
  boolean reads() {
    return method == RestMethod.GET;
  }

  /** For logs; parameters are the caller's own business. */
  @Override
  public String toString() {
    return method + " " + service.id() + path;
  }
}
