package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwk.Jwk;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonWebKeysTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30.123Z");

  @Test
  void areReadBackAsTheKeysTheyWere() throws Exception {
    var key = SigningKey.generate(NOW, NOW);
    var jwk = jwk(key);
    assertThat(jwk.getPublicKey()).isEqualTo(key.publicKey());
    assertThat(jwk.getId()).isEqualTo(key.kid());
    assertThat(jwk.getUsage()).isEqualTo("sig");
    assertThat(jwk.getAlgorithm()).isEqualTo("ES256");
  }

  @Test
  void coordinatesKeepTheirLeadingZeros() throws Exception {
    // One key in about 128 has a coordinate of fewer bytes than 32.
    var small =
        Stream.generate(() -> SigningKey.generate(NOW, NOW))
            .filter(key -> key.publicKey().getW().getAffineX().bitLength() <= 248)
            .findFirst()
            .orElseThrow();
    assertThat(JsonWebKeys.of(List.of(small)).keys().getFirst().x()).hasSize(43).startsWith("A");
    assertThat(jwk(small).getPublicKey()).isEqualTo(small.publicKey());
  }

  private static Jwk jwk(SigningKey key) throws Exception {
    var mapper = new ObjectMapper();
    var json = mapper.writeValueAsString(JsonWebKeys.of(List.of(key)).keys().getFirst());
    return Jwk.fromValues(mapper.readValue(json, new TypeReference<Map<String, Object>>() {}));
  }
}
