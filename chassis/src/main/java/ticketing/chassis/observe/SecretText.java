package ticketing.chassis.observe;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

/**
 * Lets constraints of texts stand at a secret, as {@code @NotBlank(payload =
 * Unwrapping.Unwrap.class)}. Not by default: one that is missing would pass {@code @NotNull} then.
 */
public final class SecretText
    implements ValueExtractor<@ExtractedValue(type = String.class) Secret> {

  @Override
  public void extractValues(Secret secret, ValueReceiver receiver) {
    receiver.value(null, secret.value());
  }
}
