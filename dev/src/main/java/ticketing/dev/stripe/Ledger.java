package ticketing.dev.stripe;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The books, in memory and on disk. One request at a time is carried out, and is on disk with its
 * answer before it is answered.
 */
final class Ledger implements Closeable {

  /**
   * A change that is asked for.
   *
   * @param key null where the caller sent none
   * @param act what faults may be meant for; null where nobody asked through Stripe's API
   */
  record Request(
      String id,
      Command command,
      Expansion expansion,
      IdempotencyKeys.@Nullable Key key,
      @Nullable Act act) {

    /** Of the stand-in itself, or of its developer. */
    static Request own(String id, Command command) {
      return new Request(id, command, new Expansion(List.of()), null, null);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Books books;
  private final Faults faults;
  private final Webhooks webhooks;
  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final InstantSource clock;
  private final FileChannel mutex;
  private final Journal journal;

  private Ledger(Path folder, InstantSource clock, URI address, Faults faults, Webhooks webhooks)
      throws IOException {
    this.clock = clock;
    this.faults = faults;
    this.webhooks = webhooks;
    this.books = new Books(address);
    this.mutex = LedgerLock.take(folder);
    var file = folder.resolve("ledger.jsonl");
    Journal.read(file, this::restore);
    keys.forget(now());
    books.post().forget(now());
    this.journal = Journal.rewrite(file, entries());
  }

  /**
   * Opens the ledger in this folder, creating both where there are none.
   *
   * @param address of its stand-in
   * @throws IllegalStateException when another stand-in has it open
   */
  static Ledger open(
      Path folder, InstantSource clock, URI address, Faults faults, Webhooks webhooks) {
    try {
      return new Ledger(Files.createDirectories(folder), clock, address, faults, webhooks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> T read(Function<Books, T> question) {
    return locked(() -> {
      catchUp();
      return question.apply(books);
    });
  }

  /** Carries a change out, or gives the answer that its key had before. */
  Answer write(Request request) {
    var key = request.key();
    if (key == null) {
      return carryOut(request);
    }
    var earlier = keys.claim(key, now());
    if (earlier.isPresent()) {
      return earlier.get();
    }
    try {
      return carryOut(request);
    } finally {
      keys.release(key);
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      journal.close();
      mutex.close();
    } finally {
      lock.unlock();
    }
  }

  private Answer carryOut(Request request) {
    var act = request.act();
    if (act != null) {
      slow(act);
    }
    try {
      return locked(() -> {
        catchUp();
        return execute(request);
      });
    } finally {
      webhooks.wake();
    }
  }

  /** Keeps how an event's delivery went. */
  void keep(Delivery delivery) {
    lock.lock();
    try {
      keep(new Journal.Entry(List.of(delivery), null));
    } finally {
      lock.unlock();
    }
  }

  /** Waits where a fault says so, while others go on. */
  void slow(Act act) {
    this.<Runnable>read(all -> faults.slow(act, all)).run();
  }

  /** Whether such a fault happens to a request. */
  boolean strikes(Fault.Kind kind, Act act) {
    return this.<Boolean>read(all -> faults.strike(kind, act, all));
  }

  /** Does what the clock alone brings about. */
  private void catchUp() {
    var due = books.agenda().due(now());
    due.forEach(command -> execute(Request.own(Ids.next("req"), command)));
    if (!due.isEmpty()) {
      webhooks.wake();
    }
  }

  private Answer execute(Request request) {
    long now = now();
    List<Entity> changes = List.of();
    Answer answer;
    try {
      var act = request.act();
      var asked = request.command();
      var command = act == null ? asked : faults.instead(asked, act, books);
      var outcome = command.apply(books, now);
      answer = answer(outcome, request);
      changes = withNews(outcome.changes(), request, now);
    } catch (StripeError e) {
      answer = Answer.of(e, request.id());
    }
    var key = request.key();
    var entry =
        new Journal.Entry(changes, key == null ? null : new IdempotencyKeys.Kept(key, answer, now));
    if (!changes.isEmpty() || key != null) {
      keep(entry);
    }
    return answer;
  }

  private void keep(Journal.Entry entry) {
    try {
      journal.append(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    restore(entry);
  }

  /** And what the seller is to hear of them. */
  private List<Entity> withNews(List<Entity> changes, Request request, long now) {
    var after = books.with(changes);
    var events = Happenings.of(books, request, now, changes);
    var deliveries =
        webhooks.deliveries(
            events,
            id -> after.find(id).filter(Intent.class::isInstance).map(Intent.class::cast),
            clock.millis());
    var all = new ArrayList<>(changes);
    all.addAll(events);
    all.addAll(deliveries);
    return all;
  }

  private Answer answer(Outcome outcome, Request request) {
    return switch (outcome) {
      case Outcome.Declined declined -> Answer.of(declined, request.id());
      case Outcome.Done(Entity answer, List<Entity> changes) ->
          Answer.of(request.expansion().of(Views.of(answer), books.with(changes)), request.id());
    };
  }

  private void restore(Journal.Entry entry) {
    entry.changes().forEach(books::put);
    var answer = entry.answer();
    if (answer != null) {
      keys.keep(answer);
    }
  }

  private Stream<Journal.Entry> entries() {
    return Stream.concat(
        Stream.of(
                books.methods(),
                books.charges(),
                books.intents(),
                books.refunds(),
                books.post().events(),
                books.post().deliveries())
            .flatMap(
                things -> things.stream().map(thing -> new Journal.Entry(List.of(thing), null))),
        keys.all().stream().map(answer -> new Journal.Entry(List.of(), answer)));
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
