package ticketing.payments;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ticketing.payments.KillSwitch.Side;

/**
 * A connection through a {@link DatabaseLine}. A statement without a transaction of its own is
 * committed by the Sync behind it: that is kept back until it is known whether it changed anything.
 */
final class DatabaseSession {

  /** Parse, Bind, Describe, Execute, Close. */
  private static final Set<Character> UNTIL_SYNC = Set.of('P', 'B', 'D', 'E', 'C');

  /** What is being committed. */
  private record Commit(List<String> ids, String what) {

    static Commit of(List<SqlStatement> written) {
      return new Commit(
          written.stream().flatMap(statement -> statement.ids().stream()).distinct().toList(),
          written.stream().map(SqlStatement::written).distinct().collect(Collectors.joining(", ")));
    }
  }

  private static final SqlStatement NONE = new SqlStatement("", List.of());

  private final Socket client;
  private final Socket upstream;
  private final KillSwitch killSwitch;
  private final DataInputStream fromClient;
  private final DataOutputStream toClient;
  private final DataInputStream fromServer;
  private final DataOutputStream toServer;

  // Of the client's side.
  private final Map<String, String> prepared = new HashMap<>();
  private final List<SqlStatement> batch = new ArrayList<>();
  private SqlStatement bound = NONE;

  // Of the server's side, which answers before the client goes on.
  private final Queue<SqlStatement> executing = new ConcurrentLinkedQueue<>();
  private final List<SqlStatement> written = new ArrayList<>();
  private final BlockingQueue<Boolean> done = new LinkedBlockingQueue<>();
  private volatile boolean keepsBack;
  private volatile char status = 'I';
  private volatile @Nullable Commit committing;
  // A transaction that is held is ended by the server in two seconds: nobody is to hear of that.
  private volatile boolean beforeCommit;

  DatabaseSession(Socket client, Socket upstream, KillSwitch killSwitch) throws IOException {
    this.client = client;
    this.upstream = upstream;
    this.killSwitch = killSwitch;
    this.fromClient = new DataInputStream(new BufferedInputStream(client.getInputStream()));
    this.toClient = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
    this.fromServer = new DataInputStream(new BufferedInputStream(upstream.getInputStream()));
    this.toServer = new DataOutputStream(new BufferedOutputStream(upstream.getOutputStream()));
  }

  /** Passes on what comes, until an end is gone. */
  void run(ExecutorService threads) throws IOException {
    var answers = threads.submit(this::passAnswers);
    try {
      int length = fromClient.readInt();
      toServer.writeInt(length);
      toServer.write(fromClient.readNBytes(length - Integer.BYTES));
      toServer.flush();
      boolean alive = true;
      while (alive) {
        alive = pass(WireMessage.read(fromClient));
      }
    } finally {
      answers.cancel(true);
    }
  }

  /** False when the process is dead. */
  private boolean pass(WireMessage message) throws IOException {
    switch (message.type()) {
      case 'P' -> {
        List<String> texts = message.texts(2);
        prepared.put(texts.getFirst(), texts.getLast());
      }
      case 'B' ->
          bound =
              new SqlStatement(
                  prepared.getOrDefault(message.texts(2).getLast(), ""), message.values());
      case 'E' -> {
        batch.add(bound);
        executing.add(bound);
      }
      case 'S' -> {
        boolean alive = sync();
        batch.clear();
        return alive;
      }
      default -> {}
    }
    message.write(toServer);
    // The others wait for their Sync: an Execute of COMMIT alone would do it.
    if (!UNTIL_SYNC.contains(message.type())) {
      toServer.flush();
    }
    return true;
  }

  private boolean sync() throws IOException {
    if (batch.stream().anyMatch(statement -> statement.is("COMMIT"))) {
      return status != 'T' || written.isEmpty() ? passSync() : commit();
    }
    boolean isAlone = status == 'I' && batch.stream().noneMatch(one -> one.is("BEGIN"));
    if (isAlone && batch.stream().anyMatch(SqlStatement::isWrite)) {
      return isDoneWithoutCommit() && !written.isEmpty() ? commit() : passSync();
    }
    return passSync();
  }

  private boolean isDoneWithoutCommit() throws IOException {
    done.clear();
    keepsBack = true;
    WireMessage.FLUSH.write(toServer);
    toServer.flush();
    try {
      boolean well = true;
      for (int i = 0; i < batch.size() && well; i++) {
        well = done.take();
      }
      return well;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      keepsBack = false;
    }
  }

  private boolean commit() throws IOException {
    var commit = Commit.of(written);
    beforeCommit = true;
    if (killSwitch.reach(commit.ids(), commit.what(), Side.BEFORE)) {
      return false;
    }
    beforeCommit = false;
    committing = commit;
    return passSync();
  }

  private boolean passSync() throws IOException {
    WireMessage.SYNC.write(toServer);
    toServer.flush();
    return true;
  }

  private void passAnswers() {
    try {
      while (hear(WireMessage.read(fromServer))) {
        if (fromServer.available() == 0) {
          toClient.flush();
        }
      }
    } catch (IOException e) {
      // PostgreSQL or the process is gone.
      return;
    } finally {
      if (!beforeCommit) {
        close();
      }
    }
  }

  /** False when the process is dead. */
  private boolean hear(WireMessage answer) throws IOException {
    switch (answer.type()) {
      case 'C' -> {
        SqlStatement statement = executing.poll();
        if (statement != null && statement.isWrite() && answer.rows() > 0) {
          written.add(statement);
          if (statement.written().startsWith("charges")) {
            killSwitch.learn(statement.ids());
          }
        }
        tellDone(true);
      }
      case 'E' -> tellDone(false);
      case 'Z' -> {
        if (!isReady((char) answer.body()[0])) {
          return false;
        }
      }
      default -> {}
    }
    if (!beforeCommit) {
      answer.write(toClient);
    }
    return true;
  }

  private boolean isReady(char newStatus) {
    status = newStatus;
    executing.clear();
    if (newStatus == 'I') {
      written.clear();
    }
    Commit commit = committing;
    committing = null;
    return commit == null || !killSwitch.reach(commit.ids(), commit.what(), Side.AFTER);
  }

  private void tellDone(boolean well) {
    if (keepsBack) {
      done.add(well);
    }
  }

  private void close() {
    done.add(false);
    try (client;
        upstream) {
      toClient.flush();
    } catch (IOException e) {
      // Gone already.
      return;
    }
  }
}
