package ticketing.chassis.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.http.Callers.Origin;

class CallersTest {

  private static final TrustedProxies OURS =
      new TrustedProxies("10.0.0.0/8, 192.0.2.7,fd00::/8, ::1/128");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "10.0.0.1 | for=203.0.113.9                            | 203.0.113.9",
        "10.0.0.1 | For=203.0.113.9:4711;by=_x ; proto=http    | 203.0.113.9",
        "10.0.0.1 | for=\"203.0.113.9:_port\"                  | 203.0.113.9",
        "10.0.0.1 | for=\"[2001:db8::9]:4711\"                 | 2001:db8:0:0:0:0:0:9",
        "10.0.0.1 | for=\"[2001:db8::9]\",for=10.1.1.1         | 2001:db8:0:0:0:0:0:9",
        "10.0.0.1 | for=[2001:db8::9]                          | 2001:db8:0:0:0:0:0:9",
        "10.0.0.1 | for=6.6.6.6, for=203.0.113.9               | 203.0.113.9",
        "10.0.0.1 | for=6.6.6.6, for=203.0.113.9 ,, for=10.2.2.2 | 203.0.113.9",
        "10.0.0.1 | for=10.3.3.3, for=10.2.2.2                 | 10.3.3.3",
        "[::1]    | for=203.0.113.9                            | 203.0.113.9",
        "fd00::1%2| for=203.0.113.9                            | 203.0.113.9",
        "192.0.2.7| for=203.0.113.9                            | 203.0.113.9",
        "192.0.2.8| for=203.0.113.9                            | 192.0.2.8",
        "11.0.0.1 | for=203.0.113.9                            | 11.0.0.1",
        "::2      | for=203.0.113.9                            | 0:0:0:0:0:0:0:2",
      })
  void theLastThatIsNoProxyOfOursAsks(String peer, String forwarded, String address) {
    assertThat(of(peer, forwarded).address().getHostAddress()).isEqualTo(address);
  }

  /** What a caller sends before a proxy adds its word, and what the proxy does not know. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "for=",
        "for=unknown",
        "for=_hidden",
        "for=localhost",
        "for=6.6.6.6;x=\", for=203.0.113.9",
        "for=6.6.6.6;x=\", for=\"[2001:db8::9]\"",
        "for=6.6.6.6;x=\"\\\", for=\"[2001:db8::9]\"",
        "for=\"6.6.6.6",
        "for 6.6.6.6",
        "6.6.6.6",
        "for=6.6.6.6, by=10.2.2.2",
        "for=6.6.6.6;;;x y",
      })
  void aProxyThatTellsNobodyAsksItself(String forwarded) {
    assertThat(of("10.0.0.1", forwarded).address().getHostAddress()).isEqualTo("10.0.0.1");
  }

  @Test
  void aLongQuoteIsNoTrouble() {
    assertThat(of("10.0.0.1", "for=6.6.6.6;x=\"" + "a;,\\".repeat(20_000)).address())
        .hasToString("/10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "for=203.0.113.9;proto=https, true",
    "for=203.0.113.9;proto=HTTPS, true",
    "for=203.0.113.9;proto=http, false",
    "for=203.0.113.9, false",
    "for=unknown;proto=https, true",
    "'for=203.0.113.9;proto=https,for=10.1.1.1;proto=http', true",
    "'for=203.0.113.9;proto=http,for=10.1.1.1;proto=https', false",
    "'for=6.6.6.6;proto=https,for=203.0.113.9;proto=http', false",
  })
  void speaksTlsAsTheOutermostProxySays(String forwarded, boolean secure) {
    assertThat(of("10.0.0.1", forwarded).secure()).isEqualTo(secure);
    assertThat(of("11.0.0.1", forwarded).secure()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9                      |            | 203.0.113.9 | false",
        "6.6.6.6, 203.0.113.9,10.1.1.1    | https      | 203.0.113.9 | true",
        "203.0.113.9:4711                 | https,http | 203.0.113.9 | false",
        "203.0.113.9, unknown             | http,https | 10.0.0.1    | true",
      })
  void takesTheOlderHeadersWhereProxiesSendThose(
      String addresses, String protocol, String address, boolean secure) {
    var callers = new Callers(OURS, ForwardedHeader.X_FORWARDED);
    Origin origin =
        callers.of(
            "10.0.0.1",
            false,
            name ->
                switch (name) {
                  case "X-Forwarded-For" -> addresses;
                  case "X-Forwarded-Proto" -> protocol == null ? "" : protocol;
                  default -> "for=6.6.6.6;proto=https";
                });
    assertThat(origin.address().getHostAddress()).isEqualTo(address);
    assertThat(origin.secure()).isEqualTo(secure);
  }

  /** Whatever a caller sends, and however many proxies of ours are between: seeds are printed. */
  @ParameterizedTest
  @EnumSource(ForwardedHeader.class)
  void noCallerIsTakenForAnother(ForwardedHeader header) {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      String caller = random.nextBoolean() ? "203.0.113.9" : "2001:db8::9";
      var sent = new StringBuilder();
      String alphabet = "for=6.,;\"\\[]: x";
      random
          .ints(random.nextInt(30), 0, alphabet.length())
          .forEach(at -> sent.append(alphabet.charAt(at)));
      var hops = new ArrayList<>(List.of(caller));
      for (int proxies = random.nextInt(3); proxies > 0; proxies--) {
        hops.add("10.1.1." + proxies);
      }
      boolean wellFormed = random.nextBoolean();
      var lines = new ArrayList<>(List.of(wellFormed ? "for=6.6.6.6" : sent.toString()));
      hops.forEach(hop -> lines.add(word(header, hop)));
      String address =
          new Callers(OURS, header)
              .of("10.0.0.1", false, name -> name.endsWith("Proto") ? "" : String.join(",", lines))
              .address()
              .getHostAddress();
      // Or one of ours, where the caller broke the header.
      assertThat(address)
          .as("seed %s: %s", seed, lines)
          .matches("203\\.0\\.113\\.9|2001:db8:0:0:0:0:0:9" + (wellFormed ? "" : "|10\\..*"));
    }
  }

  private static String word(ForwardedHeader header, String hop) {
    return switch (header) {
      case X_FORWARDED -> hop;
      case FORWARDED -> hop.contains(":") ? "for=\"[" + hop + "]\"" : "for=" + hop;
    };
  }

  @Test
  void withoutProxiesNobodyIsBelieved() {
    var callers = new Callers(new TrustedProxies(""), ForwardedHeader.FORWARDED);
    assertThat(callers.of("127.0.0.1", true, _ -> "for=203.0.113.9;proto=http"))
        .hasToString("Origin[address=/127.0.0.1, secure=true]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example.com", "10.0.0.0/33", "10.0.0.0/8/8", "10.0.0", "a/8", "-"})
  void namesWhatIsNoNetwork(String networks) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TrustedProxies("::1," + networks));
  }

  private static Origin of(String peer, String forwarded) {
    return new Callers(OURS, ForwardedHeader.FORWARDED)
        .of(peer, false, name -> name.equals("Forwarded") ? forwarded : "6.6.6.6");
  }
}
