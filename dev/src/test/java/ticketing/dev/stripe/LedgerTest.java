package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final IdempotencyKeys.Key KEY =
      new IdempotencyKeys.Key("k", "/v1/payment_intents", "digest");

  @TempDir private Path folder;

  @Test
  void aKeyIsInUseWhileItsFirstRequestIsUnderWay() throws Exception {
    var started = new CountDownLatch(1);
    var finish = new CountDownLatch(1);
    Command slow =
        (books, now) -> {
          started.countDown();
          assertThat(await(finish)).isTrue();
          return new Outcome.Done(intent("pi_1"));
        };
    try (var ledger = open(CLOCK)) {
      var first = CompletableFuture.supplyAsync(() -> ledger.write(request("req_1", slow)));
      assertThat(await(started)).isTrue();
      assertThatThrownBy(() -> ledger.write(request("req_2", slow)))
          .isInstanceOfSatisfying(
              StripeError.class,
              error -> {
                assertThat(error.status()).isEqualTo(409);
                assertThat(error.code()).isEqualTo("idempotency_key_in_use");
              });

      finish.countDown();
      var answer = first.get(10, TimeUnit.SECONDS);
      assertThat(answer.requestId()).isEqualTo("req_1");
      assertThat(ledger.write(request("req_3", slow))).isEqualTo(answer);
    }
  }

  @Test
  void aRequestThatBrokeIsNotKept() throws IOException {
    Command broken =
        (books, now) -> {
          throw new IllegalStateException("broken");
        };
    try (var ledger = open(CLOCK)) {
      assertThatThrownBy(() -> ledger.write(request("req_1", broken))).hasMessage("broken");
      Command sound = (books, now) -> new Outcome.Done(intent("pi_1"));
      assertThat(ledger.write(request("req_2", sound)).status()).isEqualTo(200);
    }
  }

  @Test
  void oneStandInAtATimeHasALedger() throws IOException {
    try (var ledger = open(CLOCK)) {
      assertThat(intents(ledger)).isZero();
      assertThatThrownBy(() -> open(CLOCK))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(folder.toString());
    }
    try (var ledger = open(CLOCK)) {
      assertThat(intents(ledger)).isZero();
    }
  }

  @Test
  void aStartLeavesWhatStillCounts() throws IOException {
    Command same = (books, now) -> new Outcome.Done(intent("pi_1"));
    try (var ledger = open(CLOCK)) {
      assertThat(ledger.write(request("req_1", same)).status()).isEqualTo(200);
      for (int i = 0; i < 50; i++) {
        var unkeyed = Ledger.Request.own("req_" + i, same);
        assertThat(ledger.write(unkeyed).status()).isEqualTo(200);
      }
    }
    assertThat(lines()).hasSize(51);
    open(CLOCK).close();
    assertThat(lines()).as("the intent, its event and the key").hasSize(3);
    open(InstantSource.offset(CLOCK, Duration.ofDays(1))).close();
    assertThat(lines()).as("the intent and its event").hasSize(2);
    open(InstantSource.offset(CLOCK, Duration.ofDays(30))).close();
    assertThat(lines()).as("the intent").hasSize(1);
  }

  private Ledger open(InstantSource clock) {
    var faults = new Faults();
    var address = URI.create("http://127.0.0.1:1");
    return Ledger.open(folder, clock, address, faults, new Webhooks(faults, null));
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("ledger.jsonl"));
  }

  private static int intents(Ledger ledger) {
    return ledger.<Integer>read(books -> books.intents().size());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Ledger.Request request(String id, Command command) {
    return new Ledger.Request(id, command, new Expansion(List.of()), KEY, null);
  }

  private static Intent intent(String id) {
    var terms = new Terms("secret", 1500, "usd", Terms.CaptureMethod.MANUAL, null, null);
    return Intent.create(id, terms, Map.of(), 1_800_000_000);
  }
}
