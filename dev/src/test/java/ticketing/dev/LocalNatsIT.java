package ticketing.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalNatsIT {
  @Test
  void isNewEnoughForScheduledMessages() throws Exception {
    try (var connection = Nats.connect(LocalNats.shared().url())) {
      var version = Runtime.Version.parse(connection.getServerInfo().getVersion());
      assertThat(version).isGreaterThanOrEqualTo(NatsBinary.OLDEST);
      var schedules =
          stream("schedules").allowMessageSchedules(true).subjects("schedules.>").build();
      connection.jetStreamManagement().addStream(schedules);
    }
  }

  @Test
  void keepsWhatWasAcknowledgedOverAKill() throws Exception {
    try (var nats = LocalNats.start()) {
      try (var connection = Nats.connect(nats.url())) {
        connection.jetStreamManagement().addStream(stream("kept").subjects("kept.>").build());
        connection.jetStream().publish("kept.one", "paid".getBytes(UTF_8));
      }
      var killed = ProcessHandle.of(nats.pid()).orElseThrow();
      nats.kill();
      assertThat(killed.isAlive()).isFalse();
      nats.restart();
      try (var connection = Nats.connect(nats.url())) {
        assertThat(messages(connection, "kept")).isEqualTo(1);
      }
    }
  }

  @Test
  void aWipedStoreIsAnEmptyServerOnTheSamePorts() throws Exception {
    try (var nats = LocalNats.start()) {
      var url = nats.url();
      try (var connection = Nats.connect(url)) {
        connection.jetStreamManagement().addStream(stream("gone").subjects("gone.>").build());
      }
      nats.stop();
      Folders.delete(nats.store());
      nats.restart();
      assertThat(nats.url()).isEqualTo(url);
      try (var connection = Nats.connect(url)) {
        assertThat(connection.jetStreamManagement().getStreamNames()).isEmpty();
      }
    }
  }

  @Test
  void tellsOfItsConnectionsByHttp() throws Exception {
    var nats = LocalNats.shared();
    try (var connection = Nats.connect(nats.url());
        var connz = nats.monitoring().resolve("/connz").toURL().openStream()) {
      assertThat(new String(connz.readAllBytes(), UTF_8))
          .contains("\"cid\": " + connection.getServerInfo().getClientId());
    }
  }

  @Test
  void namesItsPortWhenAnotherHasIt(@TempDir Path store) {
    var taken = Integer.parseInt(LocalNats.shared().url().replaceAll(".*:", ""));
    assertThatThrownBy(() -> LocalNats.start(store, taken, FreePorts.next()))
        .hasMessageContaining("127.0.0.1:" + taken)
        .hasMessageContaining("address already in use");
  }

  private static StreamConfiguration.Builder stream(String name) {
    return StreamConfiguration.builder().name(name).storageType(StorageType.File);
  }

  private static long messages(Connection connection, String stream)
      throws IOException, JetStreamApiException {
    return connection.jetStreamManagement().getStreamInfo(stream).getStreamState().getMsgCount();
  }
}
