package ticketing.dev.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ledger on disk: one file, a JSON line a request, written in one go before the request is
 * answered. It is handed to the operating system and not forced to the disk: a kill loses nothing,
 * a power cut may, which is enough where no money moves.
 */
final class Journal implements Closeable {

  /** All that one request changed, and its answer where it came with a key. */
  record Entry(List<Entity> changes, IdempotencyKeys.@Nullable Kept answer) {}

  private final OutputStream out;

  private Journal(OutputStream out) {
    this.out = out;
  }

  /** Hands over what was written, oldest first. */
  static void read(Path file, Consumer<Entry> reader) throws IOException {
    if (Files.notExists(file)) {
      return;
    }
    try (var lines = Files.newBufferedReader(file)) {
      String line = lines.readLine();
      for (int number = 1; line != null; number++) {
        String next = lines.readLine();
        try {
          reader.accept(Json.MAPPER.readValue(line, Entry.class));
        } catch (JsonProcessingException e) {
          // Killed while it wrote its last line, which was therefore never answered.
          if (next != null) {
            throw new IOException("%s is broken in line %d".formatted(file, number), e);
          }
        }
        line = next;
      }
    }
  }

  /** Starts anew from {@code entries}, which take the place of what was there at once. */
  static Journal rewrite(Path file, Stream<Entry> entries) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    try (var stream = new FileOutputStream(fresh.toFile());
        var out = new BufferedOutputStream(stream)) {
      for (var entry : (Iterable<Entry>) entries::iterator) {
        out.write(line(entry));
      }
      out.flush();
      stream.getFD().sync();
    }
    Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
    return new Journal(new FileOutputStream(file.toFile(), true));
  }

  /** After a failure nothing more can be written, for the line may be there in part. */
  void append(Entry entry) throws IOException {
    try {
      out.write(line(entry));
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static byte[] line(Entry entry) {
    return (Json.write(entry) + "\n").getBytes(UTF_8);
  }
}
