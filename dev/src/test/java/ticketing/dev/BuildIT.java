package ticketing.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildIT {

  private static final String KEPT = "source: shared objects file (top)";

  @TempDir Path folder;

  @Test
  void classesAreKeptForTheNextStartUntilAJarIsNewer() throws Exception {
    var build = FakeProject.in(folder).build();
    assertThat(classesLoaded(build)).doesNotContain(KEPT);
    assertThat(classesLoaded(build)).contains(KEPT);

    var jar = folder.resolve("tickets-svc/target/tickets-svc-0.1.0-SNAPSHOT.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
    assertThat(classesLoaded(build)).doesNotContain(KEPT);
    assertThat(classesLoaded(build)).contains(KEPT);
  }

  /** Of an application that ends at once, as nobody told it a port. */
  private static String classesLoaded(Build build) throws Exception {
    var command = new ArrayList<>(build.java("tickets-svc", Service.TICKETS.main, "server"));
    command.add(1, "-Xlog:class+load");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    return said;
  }
}
