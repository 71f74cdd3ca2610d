package ticketing.chassis.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.auth0.jwt.interfaces.ECDSAKeyProvider;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Stands in for auth-svc: signs access tokens, and serves the key that verifies them. */
public final class TestTokens implements AutoCloseable {

  private static final String KEY_ID = "test";
  private static final int COORDINATE_BYTES = 32;

  private final KeyPair keys = newKeys();
  private final Clock clock = Clock.systemUTC();
  private final AccessTokens tokens = new AccessTokens(new Keys(), clock);
  private final HttpServer server;

  private TestTokens() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/.well-known/jwks.json", this::serveKeys);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** With a key of its own, on a free port. */
  public static TestTokens start() {
    return new TestTokens();
  }

  /** One for all tests of this JVM. */
  public static TestTokens shared() {
    return Shared.INSTANCE;
  }

  private static final class Shared {
    private static final TestTokens INSTANCE = start();
  }

  /** What {@code auth.url} is to be set to. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A new session's token for this user. */
  public String of(UUID userId) {
    return of(newSession(userId));
  }

  public String of(Caller caller) {
    return signed(caller, clock.instant());
  }

  /** One that ends so soon, to the second. */
  public String of(Caller caller, Duration left) {
    Instant now = clock.instant();
    return tokens.sign(caller, now, now.plus(left));
  }

  /** A user's token that expired a second ago. */
  public String expiredOf(UUID userId) {
    Instant longAgo = clock.instant().minus(AccessTokens.LIFETIME).minusSeconds(1);
    return signed(newSession(userId), longAgo);
  }

  private String signed(Caller caller, Instant now) {
    return tokens.sign(caller, now, now.plus(AccessTokens.LIFETIME));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static Caller newSession(UUID userId) {
    return new Caller(userId, UUID.randomUUID(), "user");
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serveKeys(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = keySet().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String keySet() throws JsonProcessingException {
    var point = ((ECPublicKey) keys.getPublic()).getW();
    var key =
        Map.of(
            "kty", "EC",
            "crv", "P-256",
            "use", "sig",
            "alg", "ES256",
            "kid", KEY_ID,
            "x", coordinate(point.getAffineX()),
            "y", coordinate(point.getAffineY()));
    return new ObjectMapper().writeValueAsString(Map.of("keys", List.of(key)));
  }

  /** Unsigned, of fixed length (RFC 7518, 6.2.1.2). */
  private static String coordinate(BigInteger value) {
    byte[] signed = value.toByteArray();
    byte[] bytes = new byte[COORDINATE_BYTES];
    int length = Math.min(signed.length, COORDINATE_BYTES);
    System.arraycopy(signed, signed.length - length, bytes, COORDINATE_BYTES - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private final class Keys implements ECDSAKeyProvider {

    @Override
    public ECPublicKey getPublicKeyById(@Nullable String keyId) {
      return (ECPublicKey) keys.getPublic();
    }

    @Override
    public ECPrivateKey getPrivateKey() {
      return (ECPrivateKey) keys.getPrivate();
    }

    @Override
    public String getPrivateKeyId() {
      return KEY_ID;
    }
  }
}
