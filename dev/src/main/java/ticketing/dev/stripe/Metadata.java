package ticketing.dev.stripe;

import java.util.Map;

/** Metadata within Stripe's bounds (https://docs.stripe.com/api/metadata). */
final class Metadata {

  private static final int MAX_PAIRS = 50;
  private static final int MAX_KEY = 40;
  private static final int MAX_VALUE = 500;

  private Metadata() {}

  static Map<String, String> from(Params params) {
    var metadata = params.pairs("metadata");
    if (metadata.size() > MAX_PAIRS) {
      throw StripeError.invalid(
          "Metadata can have up to %d keys.".formatted(MAX_PAIRS), "metadata");
    }
    metadata.forEach((key, value) -> {
      if (key.length() > MAX_KEY || value.length() > MAX_VALUE) {
        throw StripeError.invalid(
            "Metadata keys can have up to %d characters and values up to %d."
                .formatted(MAX_KEY, MAX_VALUE),
            "metadata");
      }
    });
    return metadata;
  }
}
