package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  @TempDir Path folder;

  /** More than a pipe holds, so that it must be read on. */
  @Test
  void outlivesWhoeverCannotTakeItsLines() throws Exception {
    var count = "i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); echo line $i; done";
    var program =
        new Program(
            "counter", List.of("sh", "-c", count), Map.of(), folder, () -> false, Signal.TERM);
    var child =
        Child.start(
            program,
            line -> {
              throw new IllegalStateException("no place for " + line);
            });
    assertThat(child.awaitEnd()).isEqualTo("ended with code 0");
    assertThat(child.lastLines()).endsWith("line 20000");
  }
}
