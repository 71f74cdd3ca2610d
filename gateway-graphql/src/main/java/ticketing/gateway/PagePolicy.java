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
}
