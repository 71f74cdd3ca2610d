package ticketing.dev.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events to the seller, a few at a time, and again where that failed. What is on its way
 * stands in the ledger.
 *
 * @see <a href="https://docs.stripe.com/webhooks">Stripe's webhooks</a>
 */
final class Courier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int AT_ONCE = 16;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** How soon it notices that a clock was set forward. */
  private static final long LOOK_MILLIS = 1_000;

  private final Ledger ledger;
  private final Webhooks webhooks;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  private Courier(Ledger ledger, Webhooks webhooks, InstantSource clock) {
    this.ledger = ledger;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  static Courier start(Ledger ledger, Webhooks webhooks, InstantSource clock) {
    var courier = new Courier(ledger, webhooks, clock);
    var unused = courier.threads.submit(courier::run);
    return courier;
  }

  /** What is under way is sent again by who opens the ledger next. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
    http.close();
  }

  private void run() {
    try {
      while (true) {
        rest(look());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed while there was something to send", e);
    } catch (RuntimeException e) {
      LOG.error("No more webhooks are sent", e);
    }
  }

  /**
   * Sends all that is due. Asking the ledger also lets it do what is due by its clock.
   *
   * @return when the next is due of either, in milliseconds since 1970
   */
  private long look() throws InterruptedException {
    long planned =
        ledger.<Long>read(
            books -> books.agenda().next().map(at -> at * 1000).min().orElse(Long.MAX_VALUE));
    var endpoint = webhooks.endpoint();
    return endpoint == null ? planned : Math.min(planned, send(endpoint));
  }

  private long send(Settings.Endpoint endpoint) throws InterruptedException {
    long now = clock.millis();
    for (var delivery : ledger.read(books -> books.post().due(now, underWay))) {
      places.acquire();
      underWay.add(delivery.id());
      var unused = threads.submit(() -> carry(delivery, endpoint));
    }
    return ledger.<Long>read(books -> books.post().nextDue(underWay));
  }

  private void rest(long until) throws InterruptedException {
    if (until == Long.MAX_VALUE) {
      webhooks.await();
    } else {
      webhooks.await(Math.clamp(until - clock.millis(), 1, LOOK_MILLIS));
    }
  }

  private void carry(Delivery delivery, Settings.Endpoint endpoint) {
    try {
      boolean arrived = send(delivery, endpoint);
      ledger.keep(arrived ? delivery.arrived() : delivery.failed(clock.millis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} of {} was not recorded", delivery.id(), delivery.event(), e);
    } finally {
      underWay.remove(delivery.id());
      places.release();
      webhooks.wake();
    }
  }

  private boolean send(Delivery delivery, Settings.Endpoint endpoint) throws InterruptedException {
    var event = ledger.read(books -> books.post().event(delivery.event()));
    if (event.isEmpty()) {
      return true;
    }
    var body = Json.write(Views.of(event.get()));
    var request =
        HttpRequest.newBuilder(endpoint.url())
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "Stripe/1.0 (stand-in)")
            .header("Stripe-Signature", signature(body, endpoint.secret()))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      LOG.debug("{} {} was answered with {}", event.get().type(), event.get().id(), status);
      return status / 100 == 2;
    } catch (IOException e) {
      LOG.debug("{} {} did not arrive", event.get().type(), event.get().id(), e);
      return false;
    }
  }

  private String signature(String body, String secret) {
    long time = clock.instant().getEpochSecond();
    return "t=%d,v1=%s".formatted(time, sign(time + "." + body, secret));
  }

  private static String sign(String text, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
