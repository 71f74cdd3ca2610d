package ticketing.dev;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server on 127.0.0.1, started as a process of its own that ends with this one.
 */
public final class LocalPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final Child server;
  private final int port;
  private final @Nullable FolderLock lock;
  private final @Nullable Path disposable;

  private LocalPostgres(
      Cluster cluster, int port, @Nullable FolderLock lock, @Nullable Path disposable) {
    this.cluster = cluster;
    this.port = port;
    this.lock = lock;
    this.disposable = disposable;
    this.server = Child.start(cluster.program(port, disposable == null), LOG::debug);
  }

  /** A database and the only role that may enter it. */
  public record Database(String url, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Database[url=%s, user=%s]".formatted(url, user);
    }
  }

  /** Starts an empty one at a free port, not durable, whose files go when it is closed. */
  public static LocalPostgres start() {
    var folder = Folders.temporary("postgres");
    return new LocalPostgres(Cluster.in(folder), FreePorts.next(), null, folder).ready();
  }

  /**
   * Starts the durable one whose files are in {@code data}, an empty one when there are none.
   *
   * @throws IllegalStateException when the folder is in use or the server does not start
   */
  public static LocalPostgres start(Path data, int port) {
    var lock = FolderLock.of(data);
    try {
      return new LocalPostgres(Cluster.in(data), port, lock, null).ready();
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** One for all tests of this JVM, stopped when it ends. */
  public static LocalPostgres shared() {
    return Shared.INSTANCE;
  }

  private static final class Shared {
    private static final LocalPostgres INSTANCE = start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::close));
    }
  }

  private LocalPostgres ready() {
    try {
      server.awaitReady(START);
      return this;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL started", e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * The database and the role of that name, made when missing.
   *
   * @param name lower-case letters, digits and underscores, at most 63, a letter first
   */
  public Database database(String name) {
    return cluster.database(port, name);
  }

  /** A new, empty database with a name of its own. */
  public Database fresh() {
    return database("t" + UUID.randomUUID().toString().replace("-", ""));
  }

  public int port() {
    return port;
  }

  public long pid() {
    return server.pid();
  }

  /** Ends it within 10 s, open sessions included. */
  @Override
  public void close() {
    server.stop(GRACE);
    if (disposable != null) {
      Folders.delete(disposable);
    }
    if (lock != null) {
      lock.close();
    }
  }
}
