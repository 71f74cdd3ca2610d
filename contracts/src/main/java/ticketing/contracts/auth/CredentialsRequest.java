package ticketing.contracts.auth;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Signs up or in.
 *
 * @param email at most 254 characters (RFC 5321), compared without regard to case
 * @param password 8 to 128 characters
 */
public record CredentialsRequest(
    @NotNull @Email(regexp = EMAIL, message = "must be an email address") @Size(max = MAX_EMAIL)
        String email,
    @NotNull @Size(min = 8, max = 128) String password) {

  /** Characters of an email at most. */
  public static final int MAX_EMAIL = 254;

  // Narrower than RFC 5322: no quoting, no white space, and a domain with a dot in it.
  private static final String EMAIL =
      "[^\\s@\"(),:;<>\\[\\\\\\]]+@[^\\s@\"(),:;<>\\[\\\\\\]]+\\.[^\\s@.]+";

  /** Keeps the password out of logs. */
  @Override
  public String toString() {
    return "CredentialsRequest[email=" + email + "]";
  }
}
