package ticketing.chassis.observe;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Where traces go.
 *
 * @param endpoint URL of a collector that takes OTLP over HTTP, without {@code /v1/traces}; empty:
 *     traces go nowhere
 * @param ratio of the traces that begin here, the share that is exported, 0 to 1; what a caller
 *     began is exported where the caller says so
 */
public record TracingConfig(
    @NotNull @Pattern(regexp = "(https?://[^\\s?#]+)?", message = "must be a http or https URL")
        String endpoint,
    @DecimalMin("0") @DecimalMax("1") double ratio) {

  boolean isOn() {
    return !endpoint.isEmpty();
  }

  String traces() {
    return (endpoint.endsWith("/") ? endpoint : endpoint + "/") + "v1/traces";
  }
}
