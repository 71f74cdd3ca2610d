package ticketing.chassis.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentOrFilesTest {

  private static final String TEXT = "key: ${KEY:-none}";

  private final Map<String, String> environment = new HashMap<>();

  private String read() {
    return new EnvironmentOrFiles(environment::get).substitutor().replace(TEXT);
  }

  @Test
  void aValueComesFromTheEnvironment() {
    assertThat(read()).isEqualTo("key: none");
    environment.put("KEY_FILE", "");
    assertThat(read()).isEqualTo("key: none");
    environment.put("KEY", "sk_1");
    assertThat(read()).isEqualTo("key: sk_1");
  }

  @Test
  void orFromTheFileThatItNames(@TempDir Path folder) throws IOException {
    environment.put("KEY_FILE", Files.writeString(folder.resolve("key"), "sk_2\n").toString());
    assertThat(read()).isEqualTo("key: sk_2");
  }

  @Test
  void bothAreRefusedWithoutTellingEither(@TempDir Path folder) throws IOException {
    environment.put("KEY", "sk_1");
    environment.put("KEY_FILE", Files.writeString(folder.resolve("key"), "sk_2").toString());
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("both KEY and KEY_FILE are set: unset one");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    environment.put("KEY_FILE", "/nowhere/key");
    assertThatThrownBy(this::read)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("KEY_FILE: /nowhere/key cannot be read");
  }
}
