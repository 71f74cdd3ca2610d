package ticketing.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PushSubscribeOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import ticketing.contracts.events.Source;
import ticketing.dev.Stack;

/** Which versions of which rows an installation's streams tell of, by the row's id. */
record EventsTold(Map<String, TreeSet<Integer>> versions) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<Source> SOURCES =
      List.of(Source.TICKETS, Source.ORDERS, Source.PAYMENTS);

  static EventsTold of(Stack stack) throws Exception {
    var told = new EventsTold(new HashMap<>());
    try (var connection = Nats.connect(quiet(stack.natsUrl()))) {
      for (Source source : SOURCES) {
        long last =
            connection
                .jetStreamManagement()
                .getStreamInfo(source.stream())
                .getStreamState()
                .getLastSequence();
        var all = PushSubscribeOptions.builder().stream(source.stream()).ordered(true).build();
        var messages = connection.jetStream().subscribe("ticketing." + source.id() + ".>", all);
        long read = 0;
        while (read < last) {
          Message message = requireNonNull(messages.nextMessage(Duration.ofSeconds(10)));
          told.add(MAPPER.readTree(message.getData()));
          read = message.metaData().streamSequence();
        }
        messages.unsubscribe();
      }
    }
    return told;
  }

  /** The library tells of each pause it makes. */
  private static Options quiet(String url) {
    return Options.builder().server(url).errorListener(new ErrorListener() {}).build();
  }

  private void add(JsonNode event) {
    versions
        .computeIfAbsent(event.path("subject").asText(), id -> new TreeSet<>())
        .add(event.path("sequence").asInt());
  }

  /** Each row's versions from the first on. */
  void assertNoneMissing() {
    assertThat(versions)
        .allSatisfy((id, told) -> {
          assertThat(told.first()).isEqualTo(1);
          assertThat(told.last()).isEqualTo(told.size());
        });
  }

  /** The last version told of a row; 0 where nothing was. */
  int last(String id) {
    var told = versions.getOrDefault(id, new TreeSet<>());
    return told.isEmpty() ? 0 : told.last();
  }

  /** All events, each counted once. */
  int count() {
    return versions.values().stream().mapToInt(TreeSet::size).sum();
  }
}
