package ticketing.chassis.events;

import com.codahale.metrics.health.HealthCheck;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a hearing is.
 *
 * @param lag events in the stream that this service was not handed yet
 * @param underWay events handed out and not acknowledged
 * @param lastHeard when this instance got its last event
 * @param failure why it hears nothing at the moment
 */
public record HearingStatus(
    long lag, long underWay, @Nullable Instant lastHeard, @Nullable String failure) {

  static HearingStatus heard(long lag, long underWay, Instant now) {
    return new HearingStatus(lag, underWay, now, null);
  }

  HearingStatus idle(long nowLag, long nowUnderWay) {
    return new HearingStatus(nowLag, nowUnderWay, lastHeard, null);
  }

  HearingStatus failed(String why) {
    return new HearingStatus(lag, underWay, lastHeard, why);
  }

  /** Events told and not applied, as far as is known. */
  long behind() {
    return lag + underWay;
  }

  HealthCheck.Result health() {
    String text =
        "lag %d, under way %d, last heard %s"
            .formatted(lag, underWay, lastHeard == null ? "nothing yet" : lastHeard);
    return failure == null
        ? HealthCheck.Result.healthy(text)
        : HealthCheck.Result.unhealthy(failure + "; " + text);
  }
}
