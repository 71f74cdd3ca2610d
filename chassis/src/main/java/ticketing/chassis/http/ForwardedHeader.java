package ticketing.chassis.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The header that proxies say in for whom they speak. Callers can send the other, so one counts.
 */
public enum ForwardedHeader {
  /** {@code Forwarded}, RFC 7239. */
  FORWARDED {
    @Override
    List<Hop> hops(UnaryOperator<String> headers) {
      return parse(headers.apply("Forwarded"));
    }
  },

  /**
   * {@code X-Forwarded-For}, to which each proxy adds, and {@code X-Forwarded-Proto}, of which the
   * last word counts.
   */
  X_FORWARDED {
    @Override
    List<Hop> hops(UnaryOperator<String> headers) {
      String addresses = headers.apply("X-Forwarded-For");
      String[] protocols = headers.apply("X-Forwarded-Proto").split(",", -1);
      String protocol = protocols[protocols.length - 1].strip();
      return addresses.isBlank()
          ? List.of()
          : Arrays.stream(addresses.split(",", -1))
              .map(address -> Hop.of(address.strip(), protocol.isEmpty() ? null : protocol))
              .toList();
    }
  };

  private static final Pattern PAIR =
      Pattern.compile(
          "\\G\\s*(?:([\\w!#$%&'*+.^`|~-]+)=(?:\"([^\"\\\\]*)\"|([^\\s\",;]*)))?\\s*([;,]|$)");

  /**
   * What the proxies say, the nearest last.
   *
   * @param headers a header's lines, with commas between them
   */
  abstract List<Hop> hops(UnaryOperator<String> headers);

  /** Nothing of a header that is malformed: a caller could have begun a quote that swallows all. */
  private static List<Hop> parse(String header) {
    var hops = new ArrayList<Hop>();
    var pairs = new HashMap<String, String>();
    var pair = PAIR.matcher(header);
    while (pair.find()) {
      if (pair.group(1) != null) {
        String value = pair.group(2) == null ? pair.group(3) : pair.group(2);
        pairs.put(pair.group(1).toLowerCase(Locale.ROOT), value);
      }
      if (!pair.group(4).equals(";")) {
        if (!pairs.isEmpty()) {
          hops.add(Hop.of(pairs.get("for"), pairs.get("proto")));
          pairs.clear();
        }
        if (pair.group(4).isEmpty()) {
          return hops;
        }
      }
    }
    return List.of();
  }
}
