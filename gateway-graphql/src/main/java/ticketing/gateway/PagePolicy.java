package ticketing.gateway;

/**
 * What pages may load and whom they may talk to, as Content-Security-Policy says it to browsers.
 */
final class PagePolicy {

  // Monaco, the playground's editor, writes style elements and attributes as it goes and takes no
  // nonce for them; GraphiQL's style sheet has its fonts and some icons in data: URLs.
  static final String PLAYGROUND =
      """
      default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; \
      style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; \
      base-uri 'none'; form-action 'none'; frame-ancestors 'none'\
      """;

  private PagePolicy() {}

  /**
   * The checkout page's: ours alone, and where cards are taken.
   *
   * @see <a href="https://docs.stripe.com/security/guide#content-security-policy">Stripe's
   *     hosts</a>
   */
  static String checkout(StripeSettings stripe) {
    if (!stripe.publishableKey().isEmpty()) {
      return checkout(
          " https://js.stripe.com https://*.js.stripe.com",
          " https://api.stripe.com",
          "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com");
    } else if (!stripe.standIn().isEmpty()) {
      return checkout("", " " + stripe.standIn(), stripe.standIn());
    }
    return checkout("", "", "'none'");
  }

  private static String checkout(String scripts, String connections, String frames) {
    return """
    default-src 'none'; script-src 'self'%s; connect-src 'self'%s; frame-src %s; \
    style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'\
    """
        .formatted(scripts, connections, frames);
  }
}
