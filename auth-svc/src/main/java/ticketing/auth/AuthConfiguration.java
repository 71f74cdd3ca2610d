package ticketing.auth;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.http.RateLimits;
import ticketing.chassis.http.TrustedProxies;
import ticketing.chassis.observe.TracingConfig;

/** {@code config.yml}. */
final class AuthConfiguration extends Configuration {

  private final @NotNull @Valid DatabaseConfig database;
  private final @NotNull @Valid EventsConfig events;
  private final @NotNull RateLimits rateLimits;
  private final @NotNull @Valid ThrottleConfig throttle;
  private final @NotNull TrustedProxies trustedProxies;
  private final @NotNull @Valid KeysConfig keys;
  private final @NotNull @Valid TracingConfig tracing;

  @JsonCreator
  AuthConfiguration(
      @JsonProperty("database") DatabaseConfig database,
      @JsonProperty("events") EventsConfig events,
      @JsonProperty("rateLimits") RateLimits rateLimits,
      @JsonProperty("throttle") ThrottleConfig throttle,
      @JsonProperty("trustedProxies") TrustedProxies trustedProxies,
      @JsonProperty("keys") KeysConfig keys,
      @JsonProperty("tracing") TracingConfig tracing) {
    this.database = database;
    this.events = events;
    this.rateLimits = rateLimits;
    this.throttle = throttle;
    this.trustedProxies = trustedProxies;
    this.keys = keys;
    this.tracing = tracing;
  }

  DatabaseConfig database() {
    return database;
  }

  EventsConfig events() {
    return events;
  }

  /** Whether {@link #throttle()} is heeded. */
  RateLimits rateLimits() {
    return rateLimits;
  }

  ThrottleConfig throttle() {
    return throttle;
  }

  /** Who is believed when it says for whom it speaks: the gateway. */
  TrustedProxies trustedProxies() {
    return trustedProxies;
  }

  KeysConfig keys() {
    return keys;
  }

  TracingConfig tracing() {
    return tracing;
  }
}
