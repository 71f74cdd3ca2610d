package ticketing.orders;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import ticketing.chassis.auth.AuthConfig;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.http.RateLimits;
import ticketing.chassis.observe.TracingConfig;

/** {@code config.yml}. */
final class OrdersConfiguration extends Configuration {

  private final @NotNull @Valid DatabaseConfig database;
  private final @NotNull @Valid EventsConfig events;
  private final @NotNull @Valid AuthConfig auth;
  private final @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1) Duration lock;
  private final @NotNull RateLimits rateLimits;
  private final @NotNull @Valid NeighboursConfig neighbours;
  private final @NotNull @Valid TracingConfig tracing;

  @JsonCreator
  OrdersConfiguration(
      @JsonProperty("database") DatabaseConfig database,
      @JsonProperty("events") EventsConfig events,
      @JsonProperty("auth") AuthConfig auth,
      @JsonProperty("lock") Duration lock,
      @JsonProperty("rateLimits") RateLimits rateLimits,
      @JsonProperty("neighbours") NeighboursConfig neighbours,
      @JsonProperty("tracing") TracingConfig tracing) {
    this.database = database;
    this.events = events;
    this.auth = auth;
    this.lock = lock;
    this.rateLimits = rateLimits;
    this.neighbours = neighbours;
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

  /** How long an order holds its ticket unpaid. */
  Duration lock() {
    return lock;
  }

  RateLimits rateLimits() {
    return rateLimits;
  }

  NeighboursConfig neighbours() {
    return neighbours;
  }

  TracingConfig tracing() {
    return tracing;
  }
}
