package ticketing.dev.stripe;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The Stripe stand-in: enough of Stripe's API for stripe-java to be used unchanged. It moves no
 * money, and says so. See the package's description for what it speaks.
 */
public final class StandIn implements AutoCloseable {

  /** As many callers as may knock at once. */
  private static final int BACKLOG = 1024;

  private static final int STOP_SECONDS = 2;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Ledger ledger;
  private final Faults faults;
  private final Webhooks webhooks;
  private final Courier courier;

  private StandIn(
      HttpServer server,
      ExecutorService threads,
      Ledger ledger,
      Faults faults,
      Webhooks webhooks,
      Courier courier) {
    this.server = server;
    this.threads = threads;
    this.ledger = ledger;
    this.faults = faults;
    this.webhooks = webhooks;
    this.courier = courier;
  }

  /**
   * Answers from when this returns.
   *
   * @throws IllegalStateException when the port is taken, or another stand-in has the ledger
   */
  public static StandIn start(Settings settings) {
    return start(settings, line -> {});
  }

  static StandIn start(Settings settings, Consumer<String> log) {
    var server = bind(settings.port());
    try {
      var faults = new Faults();
      var webhooks = new Webhooks(faults, settings.webhooks());
      var ledger =
          Ledger.open(settings.ledger(), settings.clock(), address(server), faults, webhooks);
      var courier = Courier.start(ledger, webhooks, settings.clock());
      var threads = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(threads);
      server.createContext("/", new Door(ledger, faults, settings.secretKey(), log));
      server.start();
      return new StandIn(server, threads, ledger, faults, webhooks, courier);
    } catch (RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  /** What stripe-java takes as its API base. */
  public URI uri() {
    return address(server);
  }

  /** Sends what happens from now on, and what is still on its way, there. */
  public void sendWebhooksTo(URI url, String secret) {
    webhooks.sendTo(url, secret);
  }

  /** Finishes what is under way. */
  @Override
  public void close() {
    faults.takeAllBack();
    server.stop(STOP_SECONDS);
    threads.close();
    courier.close();
    try {
      ledger.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs until it is told to end. */
  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "ticketing/dev/stripe/logback-stand-in.xml");
    var settings = Settings.from(System.getenv());
    var standIn = start(settings, System.out::println);
    Runtime.getRuntime().addShutdownHook(new Thread(standIn::close));
    System.out.printf(
        "Stripe stand-in at %s, no money moves; its ledger is in %s%n",
        standIn.uri(), settings.ledger().toAbsolutePath());
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static HttpServer bind(int port) {
    try {
      return HttpServer.create(
          new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
    } catch (BindException e) {
      throw new IllegalStateException(
          "Port %d is taken; STRIPE_PORT sets another".formatted(port), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
