package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the gateway believes who calls, and how. */
final class ProxiesIT {

  private static final String COOKIE =
      "ticketing_session=secret; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000";
  private static final Gateway BEHIND_A_PROXY =
      Gateway.start("trustedProxies=127.0.0.0/8", "forwardedHeader=x-forwarded");

  @AfterAll
  static void stop() {
    BEHIND_A_PROXY.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9          | https | for=203.0.113.9               | ; Secure",
        "6.6.6.6, 203.0.113.9 | http  | for=203.0.113.9               | ''",
        "2001:db8::9          | https | for=\"[2001:db8:0:0:0:0:0:9]\" | ; Secure",
      })
  void aProxyOfOursIsBelieved(String address, String protocol, String forwarded, String secure) {
    var response = signIn(BEHIND_A_PROXY, address, protocol);

    assertThat(BEHIND_A_PROXY.world.auth.onlyCall().header("Forwarded")).isEqualTo(forwarded);
    assertThat(response.headers().firstValue("Set-Cookie")).hasValue(COOKIE + secure);
  }

  @Test
  void nobodyElseIs() {
    var gateway = Gateway.shared();
    var response = signIn(gateway, "203.0.113.9", "https");

    assertThat(gateway.world.auth.onlyCall().header("Forwarded")).isEqualTo("for=127.0.0.1");
    assertThat(response.headers().firstValue("Set-Cookie")).hasValue(COOKIE);
  }

  private static HttpResponse<String> signIn(Gateway gateway, String address, String protocol) {
    gateway.world.auth.answers(call -> World.auth(call).with(COOKIE));
    return gateway.post(
        """
        {"query": "mutation { signIn(input: {email: \\"a@b.de\\", password: \\"12345678\\"}) { expiresAt } }"}
        """,
        "X-Forwarded-For",
        address,
        "X-Forwarded-Proto",
        protocol,
        "Forwarded",
        "for=6.6.6.6;proto=" + protocol);
  }
}
