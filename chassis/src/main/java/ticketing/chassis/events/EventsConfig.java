package ticketing.chassis.events;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import ticketing.chassis.observe.Secret;

/**
 * How to reach NATS, and how events are kept and handed out there.
 *
 * @param url {@code nats://host:port}, several separated by commas; each may hold credentials
 * @param user of NATS, with the subjects of this service; empty where NATS asks for none
 * @param password of that user
 * @param instance names this instance in connection names
 * @param replicas of the service's stream, 1 to 5
 * @param ackWait how long an event may be under way before a sister instance gets it too
 */
public record EventsConfig(
    @NotBlank String url,
    @NotNull String user,
    @NotNull Secret password,
    @NotBlank String instance,
    @Min(1) @Max(5) int replicas,
    @NotNull Duration ackWait) {

  /** Keeps credentials out of logs. */
  @Override
  public String toString() {
    return "EventsConfig[url=%s, user=%s, instance=%s, replicas=%d, ackWait=%s]"
        .formatted(withoutCredentials(url), user, instance, replicas, ackWait);
  }

  /** Addresses without what stands before their hosts, well-formed or not. */
  static String withoutCredentials(String urls) {
    return Arrays.stream(urls.split(",", -1))
        .map(url -> url.replaceFirst("^(\\s*\\w+://)?.*@", "$1"))
        .collect(Collectors.joining(","));
  }
}
