package ticketing.gateway;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import ticketing.chassis.events.EventsConfig;
import ticketing.chassis.http.Callers;
import ticketing.chassis.http.ForwardedHeader;
import ticketing.chassis.http.TrustedProxies;
import ticketing.chassis.observe.TracingConfig;

/** {@code config.yml}. */
final class GatewayConfiguration extends Configuration {

  @Valid @NotNull private final ServiceUrls services;
  @Valid @NotNull private final CallSettings calls;
  @Valid @NotNull private final Limits limits;
  @NotNull private final Boolean introspection;
  @Valid @NotNull private final EventsConfig events;
  @Valid @NotNull private final LiveSettings live;
  @Valid @NotNull private final StripeSettings stripe;
  @NotNull private final TrustedProxies trustedProxies;
  @NotNull private final ForwardedHeader forwardedHeader;
  @Valid @NotNull private final TracingConfig tracing;

  @JsonCreator
  GatewayConfiguration(
      @JsonProperty("services") ServiceUrls services,
      @JsonProperty("calls") CallSettings calls,
      @JsonProperty("limits") Limits limits,
      @JsonProperty("introspection") Boolean introspection,
      @JsonProperty("events") EventsConfig events,
      @JsonProperty("live") LiveSettings live,
      @JsonProperty("stripe") StripeSettings stripe,
      @JsonProperty("trustedProxies") TrustedProxies trustedProxies,
      @JsonProperty("forwardedHeader") ForwardedHeader forwardedHeader,
      @JsonProperty("tracing") TracingConfig tracing) {
    this.services = services;
    this.calls = calls;
    this.limits = limits;
    this.introspection = introspection;
    this.events = events;
    this.live = live;
    this.stripe = stripe;
    this.trustedProxies = trustedProxies;
    this.forwardedHeader = forwardedHeader;
    this.tracing = tracing;
  }

  ServiceUrls services() {
    return services;
  }

  CallSettings calls() {
    return calls;
  }

  Limits limits() {
    return limits;
  }

  /** Whether clients may ask for the schema. */
  boolean introspection() {
    return introspection;
  }

  EventsConfig events() {
    return events;
  }

  LiveSettings live() {
    return live;
  }

  StripeSettings stripe() {
    return stripe;
  }

  /** The proxies before the gateway, and the header that they speak by. */
  Callers callers() {
    return new Callers(trustedProxies, forwardedHeader);
  }

  TracingConfig tracing() {
    return tracing;
  }
}
