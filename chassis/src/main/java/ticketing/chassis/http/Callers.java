package ticketing.chassis.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Tells where requests come from. Whoever connects is who asks, unless it is a proxy of ours: then
 * it is whom that one speaks for, and so on. What others say of themselves counts for nothing.
 */
public record Callers(TrustedProxies proxies, ForwardedHeader header) {

  /**
   * Where a request comes from.
   *
   * @param address the caller's, or the last proxy's that does not say for whom it speaks
   * @param secure whether the caller speaks TLS
   */
  public record Origin(InetAddress address, boolean secure) {}

  public Origin of(HttpServletRequest http) {
    return of(
        http.getRemoteAddr(),
        http.isSecure(),
        name -> String.join(",", Collections.list(http.getHeaders(name))));
  }

  Origin of(String remote, boolean tls, UnaryOperator<String> headers) {
    InetAddress peer = Hop.address(remote).orElseThrow();
    var origin = new Origin(peer, tls);
    if (!proxies.include(peer)) {
      return origin;
    }
    List<Hop> hops = header.hops(headers);
    for (Hop hop : hops.reversed()) {
      boolean secure = hop.secure() == null ? origin.secure() : hop.secure();
      if (hop.from() == null) {
        return new Origin(origin.address(), secure);
      }
      origin = new Origin(hop.from(), secure);
      if (!proxies.include(hop.from())) {
        return origin;
      }
    }
    return origin;
  }
}
