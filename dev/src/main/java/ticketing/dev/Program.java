package ticketing.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to start, and how to tell that it is ready and how it is asked to end.
 *
 * @param name what people call it: the prefix of its log lines
 * @param command executable and arguments
 * @param environment set beside what this process has in its own
 * @param directory its working directory
 * @param ready answers within a second or so whether it serves
 * @param polite asks it to end by itself
 */
record Program(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Probe ready,
    Signal polite) {

  Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Without the environment, which holds passwords. */
  @Override
  public String toString() {
    return "%s: %s with %s"
        .formatted(name, String.join(" ", command), new TreeMap<>(environment).keySet());
  }
}
