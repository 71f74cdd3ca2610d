package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import ticketing.dev.LocalPostgres.Database;

/** The files of one PostgreSQL server, and what runs on them. */
final class Cluster {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(10);

  private final Path binaries;
  private final Path folder;
  private final Secrets passwords;

  private Cluster(Path binaries, Path folder) {
    this.binaries = binaries;
    this.folder = folder;
    this.passwords = new Secrets(folder.resolve("passwords"));
  }

  /** The one kept in {@code folder}, made when there is none. */
  static Cluster in(Path folder) {
    try {
      Files.createDirectories(folder);
      var cluster =
          new Cluster(PostgresBinaries.unpacked(UserCache.ofUser()), folder.toAbsolutePath());
      if (Files.exists(cluster.data())) {
        cluster.endLeftover();
      } else {
        cluster.initialise();
      }
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void initialise() throws IOException {
    var unfinished = folder.resolve("unfinished");
    Folders.delete(unfinished);
    var password = Files.createTempFile(folder, "superuser", "");
    try {
      Files.writeString(password, passwords.of(ClusterDao.SUPERUSER));
      var command = executable("initdb");
      command.addAll(
          List.of("--pgdata", unfinished.toString(), "--pwfile", password.toString(), "--no-sync"));
      command.addAll(List.of("--username", ClusterDao.SUPERUSER, "--auth", "scram-sha-256"));
      command.addAll(
          List.of("--encoding", "UTF8", "--locale-provider", "builtin", "--locale", "C.UTF-8"));
      Commands.run(Duration.ofMinutes(1), Map.of("LC_ALL", "C"), command);
      Files.move(unfinished, data());
    } finally {
      Files.deleteIfExists(password);
    }
  }

  private ArrayList<String> executable(String name) {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses root: in a user namespace of its own the same user has no name.
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(binaries.resolve("bin").resolve(name).toString());
    return command;
  }

  /**
   * The server.
   *
   * @param durable whether what it committed outlives the machine's own crash, not only its
   */
  Program program(int port, boolean durable) {
    var command = executable("postgres");
    command.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port)));
    var settings =
        Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "max_connections", "300",
            // The detail of an error tells the row, the statement what was written into it.
            "log_error_verbosity", "terse",
            "log_min_error_statement", "panic",
            "timezone", "UTC",
            "log_timezone", "UTC",
            "fsync", durable ? "on" : "off",
            "full_page_writes", durable ? "on" : "off");
    settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
    // INT ends sessions; TERM would wait until clients leave by themselves.
    return new Program(
        "postgres", command, Map.of("LC_ALL", "C"), folder, dao(port)::isReady, Signal.INT);
  }

  /**
   * The database and the role of that name, on the running server; made when missing.
   *
   * @param name lower-case letters, digits and underscores, at most 63, a letter first
   */
  Database database(int port, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a database's name: " + name);
    }
    var password = passwords.of(name);
    dao(port).create(name, password);
    return new Database("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name), name, password);
  }

  private ClusterDao dao(int port) {
    return new ClusterDao(port, passwords.of(ClusterDao.SUPERUSER));
  }

  /**
   * A killed parent may have left its server behind. A pid file whose number is another program's
   * by now would stop the start, so it goes; that of a dead server is PostgreSQL's own to judge.
   */
  private void endLeftover() throws IOException {
    var file = data().resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    var leftover = ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()));
    if (leftover.isEmpty()) {
      return;
    }
    if (leftover.get().info().commandLine().orElse("").contains(data().toString())) {
      Processes.end(leftover.get(), Signal.INT, LEFTOVER_GRACE);
    } else {
      Files.delete(file);
    }
  }
}
