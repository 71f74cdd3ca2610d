package ticketing.dev.stripe;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** What goes wrong on purpose, to look at, to set and to take back. */
final class FaultTable {

  private FaultTable() {}

  static String of(List<ObjectNode> faults) {
    return """
    <h2>Faults</h2>
    <p>Set, for all requests: %s</p>
    %s
    """
        .formatted(
            Arrays.stream(Fault.Kind.values()).map(FaultTable::button).collect(joining("\n")),
            faults.isEmpty() ? "<p>None is in force.</p>" : inForce(faults));
  }

  private static String inForce(List<ObjectNode> faults) {
    return faults.stream()
        .map(FaultTable::row)
        .collect(
            joining(
                "\n",
                "<table>\n",
                "\n<tr><td>%s\n</table>".formatted(Html.button("Take all back", "/faults"))));
  }

  private static String row(ObjectNode fault) {
    return "<tr><td>%s<td>%s"
        .formatted(
            Html.button("Take back", "/faults/" + fault.path("id").asText()),
            Html.escape(Json.write(fault)));
  }

  private static String button(Fault.Kind kind) {
    return Html.button(kind.code(), "/faults", "kind=" + kind.code());
  }
}
