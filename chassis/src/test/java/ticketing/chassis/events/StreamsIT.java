package ticketing.chassis.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.nats.client.JetStreamManagement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.Logged;
import ticketing.contracts.events.Source;
import ticketing.dev.LocalNats;

class StreamsIT {

  private static LocalNats nats;
  private static OtherServices others;

  @BeforeAll
  static void open() {
    nats = LocalNats.start();
    others = OtherServices.at(nats);
  }

  @AfterAll
  static void close() throws Exception {
    others.close();
    nats.close();
  }

  @Test
  void areMadeOnceAndKeepWhatIsInThem() throws Exception {
    var first = Streams.ensure(management(), Source.TICKETS, 1);
    others.connection().jetStream().publish("ticketing.tickets.created.1", "kept".getBytes(UTF_8));
    var again = Streams.ensure(management(), Source.TICKETS, 1);
    assertThat(again.getCreateTime()).isEqualTo(first.getCreateTime());
    assertThat(again.getConfiguration().toJson()).isEqualTo(first.getConfiguration().toJson());
    assertThat(again.getStreamState().getMsgCount()).isOne();
  }

  /** A single server has no other to copy to. */
  @Test
  void areTakenAsTheyAreWhereTheyCannotHaveMoreReplicas() throws Exception {
    try (var logged = Logged.by(Streams.class.getName())) {
      var stream = Streams.ensure(management(), Source.ORDERS, 3);
      assertThat(stream.getConfiguration().getReplicas()).isOne();
      assertThat(logged.at(Level.WARN))
          .singleElement()
          .asString()
          .startsWith("Stream ORDERS has 1 replicas and cannot have 3: ");
    }
  }

  private static JetStreamManagement management() throws Exception {
    return others.connection().jetStreamManagement();
  }
}
