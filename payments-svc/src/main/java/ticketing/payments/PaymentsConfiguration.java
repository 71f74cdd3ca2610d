package ticketing.payments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import ticketing.chassis.auth.AuthConfig;
import ticketing.chassis.database.DatabaseConfig;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.observe.TracingConfig;
import ticketing.payments.stripe.StripeConfig;

/** {@code config.yml}. */
final class PaymentsConfiguration extends Configuration {

  private final @NotNull @Valid DatabaseConfig database;
  private final @NotNull @Valid EventsConfig events;
  private final @NotNull @Valid AuthConfig auth;
  private final @NotNull @Valid StripeConfig stripe;
  private final @NotNull @Valid ReconcilerConfig reconciler;
  private final @NotNull @Valid TracingConfig tracing;

  @JsonCreator
  PaymentsConfiguration(
      @JsonProperty("database") DatabaseConfig database,
      @JsonProperty("events") EventsConfig events,
      @JsonProperty("auth") AuthConfig auth,
      @JsonProperty("stripe") StripeConfig stripe,
      @JsonProperty("reconciler") ReconcilerConfig reconciler,
      @JsonProperty("tracing") TracingConfig tracing) {
    this.database = database;
    this.events = events;
    this.auth = auth;
    this.stripe = stripe;
    this.reconciler = reconciler;
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

  StripeConfig stripe() {
    return stripe;
  }

  ReconcilerConfig reconciler() {
    return reconciler;
  }

  TracingConfig tracing() {
    return tracing;
  }
}
