package ticketing.dev.stripe;

import static java.util.stream.Collectors.joining;

import java.time.Instant;

/** Which events are on their way, and which happened last. */
final class EventTable {

  private static final int MAX_ROWS = 50;

  private EventTable() {}

  static String of(Post post) {
    return """
    <h2>Webhooks</h2>
    <p>%d on their way, the next of them:</p>
    <table>
    <tr><th>Due<th>Tried<th>Event
    %s
    </table>
    <p>What happened last:</p>
    <table>
    <tr><th>At<th>Event<th>Type<th>Intent<th>
    %s
    </table>
    """
        .formatted(
            post.deliveries().size(),
            post.deliveries().stream().limit(MAX_ROWS).map(EventTable::row).collect(joining("\n")),
            post.events().reversed().stream()
                .limit(MAX_ROWS)
                .map(EventTable::row)
                .collect(joining("\n")));
  }

  private static String row(Delivery delivery) {
    return "<tr><td>%s<td>%d<td>%s"
        .formatted(Instant.ofEpochMilli(delivery.at()), delivery.attempts(), delivery.event());
  }

  private static String row(Event event) {
    return "<tr><td>%s<td>%s<td>%s<td>%s<td>%s"
        .formatted(
            Instant.ofEpochSecond(event.created()),
            event.id(),
            event.type(),
            event.intent(),
            Html.button("Send again", "/webhooks", "event=" + event.id()));
  }
}
