package ticketing.dev.stripe;

/** What a request asks to be done, its parameters already checked. */
interface Command {

  /**
   * Reads the books and changes nothing itself.
   *
   * @param now in seconds since 1970
   * @throws StripeError a refusal
   */
  Outcome apply(Books books, long now);
}
