package ticketing.dev.stripe;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The ledger to look at, in a browser. */
final class Page {

  private static final int MAX_INTENTS = 100;

  private Page() {}

  static String of(Books books, List<ObjectNode> faults) {
    return Html.page(
        "Stripe stand-in",
        intents(books)
            + RefundTable.of(books.refunds())
            + FaultTable.of(faults)
            + EventTable.of(books.post()));
  }

  private static String intents(Books books) {
    return """
    <p>This is not Stripe, and no money moves: it speaks enough of Stripe's API to develop
    against. %d payment intents, %d charges; the newest %d intents:</p>
    <table>
    <tr><th>Created<th>Intent<th>Status<th>Amount<th>Received<th>Metadata
    <th>Charge<th>Card<th>Captured<th>Gone back<th>Failure
    %s
    </table>
    """
        .formatted(
            books.intents().size(),
            books.charges().size(),
            MAX_INTENTS,
            books.intents().reversed().stream()
                .limit(MAX_INTENTS)
                .map(intent -> row(intent, books))
                .collect(joining("\n")));
  }

  private static String row(Intent intent, Books books) {
    return "<tr><td>%s<td>%s<td>%s<td>%d %s<td>%d<td>%s%s"
        .formatted(
            Instant.ofEpochSecond(intent.created()),
            intent.id(),
            status(intent),
            intent.terms().amount(),
            intent.terms().currency(),
            intent.amountReceived(),
            Html.escape(metadata(intent.metadata())),
            books.latestCharge(intent).map(Page::cells).orElse("<td><td><td><td><td>"));
  }

  private static String status(Intent intent) {
    var status = intent.status().code();
    var action = intent.nextAction();
    if (action != null) {
      return "<a href=\"%s\">%s</a>".formatted(Html.escape(action.url()), status);
    }
    return intent.amountCapturable() > 0
        ? status + " " + Html.button("expire", "/holds", "intent=" + intent.id())
        : status;
  }

  private static String cells(Charge charge) {
    var failure = charge.failure();
    return "<td>%s<td>%s %s<td>%d<td>%d<td>%s"
        .formatted(
            charge.id(),
            charge.method().card().brand(),
            charge.method().card().last4(),
            charge.amountCaptured(),
            charge.amountRefunded(),
            failure == null ? "" : failure.code());
  }

  private static String metadata(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(joining(" "));
  }
}
