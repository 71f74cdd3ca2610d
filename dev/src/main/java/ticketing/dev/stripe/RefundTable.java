package ticketing.dev.stripe;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.SequencedCollection;

/** The newest refunds, to look at and to settle. */
final class RefundTable {

  private static final int MAX_ROWS = 50;

  private RefundTable() {}

  static String of(SequencedCollection<Refund> refunds) {
    return """
    <h2>Refunds</h2>
    <table>
    <tr><th>Created<th>Refund<th>Intent<th>Amount<th>Status<th>
    %s
    </table>
    """
        .formatted(
            refunds.reversed().stream()
                .limit(MAX_ROWS)
                .map(RefundTable::row)
                .collect(joining("\n")));
  }

  private static String row(Refund refund) {
    return "<tr><td>%s<td>%s<td>%s<td>%d %s<td>%s<td>%s"
        .formatted(
            Instant.ofEpochSecond(refund.created()),
            refund.id(),
            refund.intent(),
            refund.amount(),
            refund.currency(),
            Json.code(refund.status()),
            settle(refund));
  }

  private static String settle(Refund refund) {
    return switch (refund.status()) {
      case PENDING -> settle(refund, "succeed") + settle(refund, "fail");
      case SUCCEEDED -> settle(refund, "fail");
      case FAILED -> "";
    };
  }

  private static String settle(Refund refund, String answer) {
    return Html.button(answer, "/refunds", "refund=%s&answer=%s".formatted(refund.id(), answer));
  }
}
