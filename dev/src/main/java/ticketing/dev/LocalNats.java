package ticketing.dev;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real nats-server with JetStream on 127.0.0.1, started as a process of its own that ends with
 * this one.
 */
public final class LocalNats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNats.class);
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final NatsServer nats;
  private final @Nullable Path disposable;
  private Child server;

  private LocalNats(NatsServer nats, @Nullable Path disposable) {
    this.nats = nats;
    this.disposable = disposable;
    this.server = Child.start(nats.program(), LOG::debug);
  }

  /**
   * What a service connects with.
   *
   * @param url without credentials
   * @param user empty where whoever comes is let in
   */
  public record Login(String url, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Login[url=%s, user=%s]".formatted(url, user);
    }
  }

  /** Starts an empty one at free ports, whose files go when it is closed. */
  public static LocalNats start() {
    var folder = Folders.temporary("nats");
    return new LocalNats(new NatsServer(folder, FreePorts.next(), FreePorts.next(), null), folder)
        .ready();
  }

  /** Starts an empty one that lets in the services alone, each with its own subjects. */
  public static LocalNats startGuarded() {
    var folder = Folders.temporary("nats");
    var users = NatsUsers.in(folder);
    return new LocalNats(new NatsServer(folder, FreePorts.next(), FreePorts.next(), users), folder)
        .ready();
  }

  /**
   * Starts the one whose files are in {@code store}, an empty one when there are none.
   *
   * @throws IllegalStateException when it does not start, or there is no nats-server and none can
   *     be fetched
   */
  public static LocalNats start(Path store, int port, int monitoringPort) {
    return new LocalNats(new NatsServer(store.toAbsolutePath(), port, monitoringPort, null), null)
        .ready();
  }

  /** One for all tests of this JVM, stopped when it ends. */
  public static LocalNats shared() {
    return Shared.INSTANCE;
  }

  private static final class Shared {
    private static final LocalNats INSTANCE = start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::close));
    }
  }

  /**
   * Has a configuration looked at.
   *
   * @throws IllegalStateException when nats-server would not start with it, with what it says
   */
  public static void check(Path configuration, Map<String, String> environment) {
    var binary = NatsBinary.find().executable().toString();
    Commands.run(GRACE, environment, List.of(binary, "-t", "--config", configuration.toString()));
  }

  private LocalNats ready() {
    try {
      server.awaitReady(START);
      return this;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while nats-server started", e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** What a client connects to who may do everything there. */
  public String url() {
    return nats.users() == null ? nats.url() : nats.users().operatorUrl(nats.port());
  }

  /** That of a service. */
  public Login login(String service) {
    return nats.users() == null
        ? new Login(nats.url(), "", "")
        : new Login(nats.url(), service, nats.users().password(service));
  }

  /** Its HTTP monitoring: /connz, /jsz, /healthz. */
  public URI monitoring() {
    return nats.monitoring();
  }

  /** The folder of its streams. A test may wipe or swap it while the server is stopped. */
  public Path store() {
    return nats.store();
  }

  public synchronized long pid() {
    return server.pid();
  }

  /** Ends it at once, by SIGKILL. */
  public synchronized void kill() {
    server.kill();
  }

  /** Ends it in order, within 10 s. */
  public synchronized void stop() {
    server.stop(GRACE);
  }

  /** Starts it again on the same ports and files; stops it before when it still runs. */
  public synchronized void restart() {
    if (server.isAlive()) {
      stop();
    }
    server = Child.start(nats.program(), LOG::debug);
    ready();
  }

  @Override
  public synchronized void close() {
    stop();
    if (disposable != null) {
      Folders.delete(disposable);
    }
  }
}
