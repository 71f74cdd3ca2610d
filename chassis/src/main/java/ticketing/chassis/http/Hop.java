package ticketing.chassis.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy says of the request that reached it.
 *
 * @param from whom it came from; null where that is not said, or is no address
 * @param secure whether it came over TLS; null where that is not said
 */
record Hop(@Nullable InetAddress from, @Nullable Boolean secure) {

  // RFC 7239 section 6, and what is sent without the brackets or quotes that it asks for.
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]*)](?::\\w+)?|([^:]*)(?::\\w+)?");

  static Hop of(@Nullable String node, @Nullable String protocol) {
    return new Hop(
        Optional.ofNullable(node).flatMap(Hop::address).orElse(null),
        protocol == null ? null : protocol.equalsIgnoreCase("https"));
  }

  /** The address in {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
  static Optional<InetAddress> address(String node) {
    var parts = WITH_PORT.matcher(node);
    String bare =
        !parts.matches() ? node : parts.group(1) == null ? parts.group(2) : parts.group(1);
    try {
      // Without the interface, which is this machine's own business.
      return Optional.of(InetAddress.ofLiteral(bare.replaceFirst("%.*", "")));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
