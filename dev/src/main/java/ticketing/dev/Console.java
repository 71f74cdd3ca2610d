package ticketing.dev;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The terminal: each line with the name of the process that wrote it before it. */
final class Console implements Reports {
  private static final String OURS = "ticketing";
  private static final String PLAIN = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final List<Integer> COLOURS = List.of(37, 36, 32, 33, 35, 34, 96, 92, 93, 95, 94);

  private final PrintStream out;
  private final boolean coloured;
  private final Map<String, Integer> colours = new LinkedHashMap<>();

  /**
   * @param coloured whether names are told apart by colour
   */
  Console(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** Coloured when standard output is a terminal and NO_COLOR does not forbid it. */
  static Console of(PrintStream out, Map<String, String> environment) {
    var console = System.console();
    var terminal = console != null && console.isTerminal();
    return new Console(out, terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  @Override
  public synchronized void line(String process, String line) {
    out.println(prefix(process) + line);
  }

  @Override
  public synchronized void event(String process, String what) {
    out.println(prefix(process) + (coloured ? BOLD + what + PLAIN : what));
  }

  /** Says something that no process did. */
  void say(String text) {
    text.lines().forEach(line -> event(OURS, line));
  }

  private String prefix(String process) {
    var name = "%-11s| ".formatted(process);
    if (!coloured) {
      return name;
    }
    var colour =
        colours.computeIfAbsent(process, unused -> COLOURS.get(colours.size() % COLOURS.size()));
    return "\u001b[%dm%s%s".formatted(colour, name, PLAIN);
  }
}
