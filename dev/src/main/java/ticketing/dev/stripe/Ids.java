package ticketing.dev.stripe;

import java.security.SecureRandom;

/** Ids as Stripe's: a prefix that tells the kind, and 24 letters and digits. */
final class Ids {

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static String next(String prefix) {
    var id = new StringBuilder(prefix).append('_');
    RANDOM.ints(24, 0, ALPHABET.length()).mapToObj(ALPHABET::charAt).forEach(id::append);
    return id.toString();
  }
}
