package ticketing.auth;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;

/** {@code config.yml}. */
final class AuthConfiguration extends Configuration {

  private final @NotNull @Valid DatabaseConfig database;
  private final @NotNull @Valid EventsConfig events;

  @JsonCreator
  AuthConfiguration(
      @JsonProperty("database") DatabaseConfig database,
      @JsonProperty("events") EventsConfig events) {
    this.database = database;
    this.events = events;
  }

  DatabaseConfig database() {
    return database;
  }

  EventsConfig events() {
    return events;
  }
}
