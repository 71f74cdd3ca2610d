package ticketing.gateway;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** {@code config.yml}. */
final class GatewayConfiguration extends Configuration {

  @Valid @NotNull private final ServiceUrls services;
  @Valid @NotNull private final CallSettings calls;
  @Valid @NotNull private final Limits limits;

  @JsonCreator
  GatewayConfiguration(
      @JsonProperty("services") ServiceUrls services,
      @JsonProperty("calls") CallSettings calls,
      @JsonProperty("limits") Limits limits) {
    this.services = services;
    this.calls = calls;
    this.limits = limits;
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
}
