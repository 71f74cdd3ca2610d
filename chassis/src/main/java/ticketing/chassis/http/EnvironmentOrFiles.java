package ticketing.chassis.http;

import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The environment's values, or those of files: {@code NAME_FILE} holds the path of a file with the
 * value of {@code NAME}, as secrets are handed to containers. The value is the file's text without
 * the line ends at its end.
 */
final class EnvironmentOrFiles {

  private static final String FILE = "_FILE";

  private final UnaryOperator<@Nullable String> environment;

  EnvironmentOrFiles(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /** Puts the values where a text has {@code ${NAME}} or {@code ${NAME:-default}}. */
  EnvironmentVariableSubstitutor substitutor() {
    var substitutor = new EnvironmentVariableSubstitutor(false);
    substitutor.setVariableResolver(this::value);
    return substitutor;
  }

  /**
   * The value of that name; null where neither the environment nor a file has one.
   *
   * @throws IllegalStateException when both have one
   */
  @Nullable String value(String name) {
    @Nullable String value = environment.apply(name);
    @Nullable String file = environment.apply(name + FILE);
    if (file == null || file.isBlank()) {
      return value;
    }
    if (value != null) {
      throw new IllegalStateException(
          "both %s and %s are set: unset one".formatted(name, name + FILE));
    }
    try {
      return Files.readString(Path.of(file)).replaceFirst("[\\r\\n]+$", "");
    } catch (IOException e) {
      throw new UncheckedIOException("%s: %s cannot be read".formatted(name + FILE, file), e);
    }
  }
}
