package ticketing.chassis.observe;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A password, key or the like: it prints as nothing, alone or within what holds it.
 *
 * @param value for whoever is to be shown it, never for a log; empty where there is none
 */
public record Secret(String value) {

  /** Where none is asked for. */
  public static final Secret NONE = new Secret("");

  /** Of the configuration's text. */
  // Delegating, as it is a text there and no object.
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Secret {}

  /** Whether there is one. */
  public boolean isPresent() {
    return !value.isBlank();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
