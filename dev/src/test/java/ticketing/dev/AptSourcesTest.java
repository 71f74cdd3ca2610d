package ticketing.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {
  @TempDir Path etc;

  @Test
  void takesTheMachinesOwnMirrorFromTheNewerFormat() throws IOException {
    write(
        "sources.list.d/debian.sources",
        """
        Types: deb
        URIs: http://mirror.example/debian-security
        Suites: bookworm-security

        Types: deb
        # as installed
        URIs: http://mirror.example/debian/
        Suites: bookworm bookworm-updates
        """);
    assertThat(new AptSources(etc).debian()).isEqualTo("http://mirror.example/debian");
  }

  @Test
  void andFromTheOlder() throws IOException {
    write(
        "sources.list",
        """
        # deb http://commented.example/debian bookworm main
        deb http://security.example/debian-security bookworm-security main
        deb [arch=amd64 signed-by=/k.gpg] https://old.example/debian bookworm main
        """);
    assertThat(new AptSources(etc).debian()).isEqualTo("https://old.example/debian");
  }

  @Test
  void elseDebiansOwn() {
    assertThat(new AptSources(etc).debian()).isEqualTo("http://deb.debian.org/debian");
  }

  private void write(String name, String text) throws IOException {
    var file = etc.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
