package ticketing.chassis.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.InetAddressPattern;

/**
 * The networks whose hosts are proxies of ours, so that they are believed when they say for whom
 * they speak.
 */
public record TrustedProxies(List<InetAddressPattern> networks) {

  /** An address, or a network in CIDR notation; never a name, which might come to mean another. */
  private static final Pattern NETWORK =
      Pattern.compile("(\\d+(\\.\\d+){3}|[0-9a-fA-F.]*:[0-9a-fA-F.:]*)(/\\d{1,3})?");

  /**
   * @param networks separated by commas: {@code 127.0.0.0/8,::1}; empty for nobody
   * @throws IllegalArgumentException naming what is no network
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TrustedProxies(String networks) {
    this(
        Arrays.stream(networks.split(",", -1))
            .map(String::strip)
            .filter(network -> !network.isEmpty())
            .map(TrustedProxies::network)
            .toList());
  }

  private static InetAddressPattern network(String text) {
    if (!NETWORK.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " is no network");
    }
    return InetAddressPattern.from(text);
  }

  boolean include(InetAddress address) {
    return networks.stream().anyMatch(network -> network.test(address));
  }

  @JsonValue
  @Override
  public String toString() {
    return networks.stream().map(InetAddressPattern::toString).collect(Collectors.joining(","));
  }
}
