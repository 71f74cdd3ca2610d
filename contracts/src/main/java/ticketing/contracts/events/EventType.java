package ticketing.contracts.events;

import java.util.UUID;

/**
 * A kind of event.
 *
 * @param <T> the state that it carries
 * @param name its CloudEvents type, such as {@code order.created}
 * @param source the service that tells it
 * @param token its place in the subject, such as {@code created}
 */
public record EventType<T>(String name, Source source, String token, Class<T> state) {

  /** {@code ticketing.<service>.<event>.<aggregate id>}. */
  public String subject(UUID aggregateId) {
    return "ticketing." + source.id() + "." + token + "." + aggregateId;
  }

  /** Matches this kind of event of any row. */
  public String subjects() {
    return "ticketing." + source.id() + "." + token + ".*";
  }
}
