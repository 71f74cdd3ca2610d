package ticketing.tickets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import ticketing.chassis.auth.AuthConfig;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.observe.TracingConfig;

/** {@code config.yml}. */
final class TicketsConfiguration extends Configuration {

  private final @NotNull @Valid DatabaseConfig database;
  private final @NotNull @Valid EventsConfig events;
  private final @NotNull @Valid AuthConfig auth;
  private final @NotNull @Valid TracingConfig tracing;

  @JsonCreator
  TicketsConfiguration(
      @JsonProperty("database") DatabaseConfig database,
      @JsonProperty("events") EventsConfig events,
      @JsonProperty("auth") AuthConfig auth,
      @JsonProperty("tracing") TracingConfig tracing) {
    this.database = database;
    this.events = events;
    this.auth = auth;
    this.tracing = tracing;
  }

  DatabaseConfig database() {
    return database;
  }

  EventsConfig events() {
    return events;
  }

  AuthConfig auth() {
    return auth;
  }

  TracingConfig tracing() {
    return tracing;
  }
}
