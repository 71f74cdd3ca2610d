package ticketing.expiration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.observe.TracingConfig;

/** {@code config.yml}. */
final class ExpirationConfiguration extends Configuration {

  private final @NotNull @Valid EventsConfig events;
  private final @NotNull @Valid TracingConfig tracing;

  @JsonCreator
  ExpirationConfiguration(
      @JsonProperty("events") EventsConfig events, @JsonProperty("tracing") TracingConfig tracing) {
    this.events = events;
    this.tracing = tracing;
  }

  EventsConfig events() {
    return events;
  }

  TracingConfig tracing() {
    return tracing;
  }
}
