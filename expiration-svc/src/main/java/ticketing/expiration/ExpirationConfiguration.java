package ticketing.expiration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import ticketing.chassis.events.EventsConfig;

/** {@code config.yml}. */
final class ExpirationConfiguration extends Configuration {

  private final @NotNull @Valid EventsConfig events;

  @JsonCreator
  ExpirationConfiguration(@JsonProperty("events") EventsConfig events) {
    this.events = events;
  }

  EventsConfig events() {
    return events;
  }
}
