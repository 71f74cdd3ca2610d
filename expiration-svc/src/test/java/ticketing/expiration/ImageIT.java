package ticketing.expiration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image that the build just made of this service, twice, on nothing; others are made alike. */
class ImageIT {

  private static final Path TARGET = Path.of("target");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path image;
  private static JsonNode config;

  /** What {@code tar} lists of each layer: rights, owner, size, time, name. */
  private static final List<List<String>> LAYERS = new ArrayList<>();

  @BeforeAll
  static void unpack() throws Exception {
    tar("-xf", TARGET.resolve("image-on-nothing.tar").toString(), "-C", image.toString());
    var manifest = blob(JSON.readTree(image.resolve("index.json").toFile()).at("/manifests/0"));
    config = JSON.readTree(blob(JSON.readTree(manifest.toFile()).path("config")).toFile());
    for (var layer : JSON.readTree(manifest.toFile()).path("layers")) {
      LAYERS.add(tar("-tzvf", blob(layer).toString(), "--numeric-owner"));
    }
  }

  @Test
  void twoBuildsAreTheSame() throws IOException {
    assertThat(Files.readString(TARGET.resolve("image-on-nothing.digest")))
        .startsWith("sha256:")
        .isEqualTo(Files.readString(TARGET.resolve("image-again.digest")));
    assertThat(all()).allMatch(file -> file.contains(" 1970-01-01 00:00 "));
  }

  @Test
  void nobodyIsRootAndFilesAreRoots() {
    assertThat(config.at("/config/User").asText()).isEqualTo("65532:65532");
    assertThat(all())
        .allMatch(file -> file.contains(" 0/0 "), "root's")
        .noneMatch(file -> file.charAt(8) == 'w');
  }

  @Test
  void theJvmIsTheFirstProcessAndBoundsItsHeapByTheContainer() {
    assertThat(texts(config.at("/config/Entrypoint")))
        .startsWith("java")
        .contains("-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError")
        .endsWith("ticketing.expiration.ExpirationApplication");
    assertThat(texts(config.at("/config/Cmd"))).containsExactly("server", "/app/config.yml");
  }

  @Test
  void whatChangesOftenIsInLayersOfItsOwn() {
    assertThat(LAYERS)
        .anySatisfy(layer ->
            assertThat(layer)
                .anyMatch(file -> file.contains("app/libs/dropwizard-core"))
                .noneMatch(file -> file.contains("SNAPSHOT") || file.endsWith(".class")))
        .anySatisfy(layer ->
            assertThat(layer)
                .anyMatch(file -> file.endsWith("/ExpirationApplication.class"))
                .noneMatch(file -> file.endsWith(".jar")))
        .anySatisfy(layer -> assertThat(layer).anyMatch(file -> file.contains("app/libs/chassis-")))
        .anySatisfy(layer -> assertThat(layer).anyMatch(file -> file.endsWith("app/config.yml")));
  }

  private static Stream<String> all() {
    return LAYERS.stream().flatMap(List::stream);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static Path blob(JsonNode descriptor) {
    return image.resolve("blobs").resolve(descriptor.path("digest").asText().replace(':', '/'));
  }

  private static List<String> tar(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("tar", "--utc", "--warning=no-unknown-keyword"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      var said = lines.lines().toList();
      assertThat(process.waitFor()).as("%s", said).isZero();
      return said;
    }
  }
}
