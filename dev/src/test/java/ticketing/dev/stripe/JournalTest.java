package ticketing.dev.stripe;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final Intent FIRST = intent("pi_1");
  private static final Intent SECOND = intent("pi_2");

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("ledger.jsonl");
    try (var journal = Journal.rewrite(file, Stream.of(entry(FIRST)))) {
      journal.append(entry(SECOND));
    }
  }

  @Test
  void givesBackWhatWasWritten() throws IOException {
    assertThat(read()).containsExactly(FIRST, SECOND);
  }

  @Test
  void aLineCutShortByAKillWasNeverAnswered() throws IOException {
    Files.writeString(file, "{\"changes\":[{\"object\":\"payment_int", APPEND);
    assertThat(read()).containsExactly(FIRST, SECOND);
  }

  @Test
  void aBrokenLineAmongOthersIsNotPassedOver() throws IOException {
    Files.writeString(file, "{\"changes\n{\"changes\":[]}\n", APPEND);
    assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("line 3");
  }

  private List<Entity> read() throws IOException {
    var entities = new ArrayList<Entity>();
    Journal.read(file, entry -> entities.addAll(entry.changes()));
    return entities;
  }

  private static Journal.Entry entry(Entity entity) {
    return new Journal.Entry(List.of(entity), null);
  }

  private static Intent intent(String id) {
    var terms = new Terms("secret", 1500, "usd", Terms.CaptureMethod.MANUAL, null, "a ticket");
    return Intent.create(id, terms, Map.of("order", "7"), 1_800_000_000)
        .mistyped(CardError.INVALID_CVC);
  }
}
