package ticketing.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A payment and the end of its order at the same moment: one of them wins, and money follows. */
@Order(2)
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ_WRITE)
@Execution(ExecutionMode.CONCURRENT)
class RacesIT {

  private static final int ROUNDS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * What became of an order at the end of a round.
   *
   * @param told to the buyer, in answer to what was pressed
   */
  private record Round(Purchase purchase, String told) {}

  private static Person seller;
  private static List<Person> buyers;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeAll
  static void signUp() {
    seller = Person.signUp();
    buyers = IntStream.range(0, 10).mapToObj(n -> Person.signUp()).toList();
    // What paying needs is loaded now.
    var unused = halfAPayment();
  }

  /** About as long as one takes to the fence. */
  private static Duration halfAPayment() {
    var purchase = Purchase.begin(buyers.getFirst(), seller.sells("Overture", 5_000));
    long begin = System.nanoTime();
    assertThat(purchase.payPatiently()).isIn("COMPLETED", "CREATED");
    return Duration.ofNanos(System.nanoTime() - begin).dividedBy(2);
  }

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void paymentAndExpiry() throws Exception {
    var balance = new Balance(halfAPayment(), 1);
    try (var events = EventsByHand.at(Installation.stack())) {
      // Each takes an order's whole time: they begin in turn, and so they end.
      var begins = new Semaphore(2);
      var rounds =
          play(
              Duration.ofMillis(200),
              n -> {
                Purchase purchase = oneOf(begins, () -> begin(n));
                return payAsItExpires(purchase, balance, events);
              });

      assertThat(reckon("payment and expiry", rounds).keySet())
          .isSubsetOf(
              "COMPLETED, paying COMPLETED",
              "EXPIRED, paying ORDER_EXPIRED",
              "COMPLETED, paying UNSURE",
              "EXPIRED, paying UNSURE");
      assertThat(unreadDues()).isEqualTo(IntNode.valueOf(0));
    }
  }

  private Round payAsItExpires(Purchase purchase, Balance balance, EventsByHand events) {
    double jitter = balance.jitter();
    awaitMoment(() -> purchase.expiresAt().minus(balance.headStart(jitter)));
    Duration headStart = balance.headStart(jitter);
    var paying = CompletableFuture.supplyAsync(purchase::pay, threads);
    awaitMoment(purchase::expiresAt);
    events.tellDue(purchase.id(), purchase.expiresAt());
    // From now on an order that is only CREATED cannot be paid any more.
    boolean paid = Set.of("AWAITING_PAYMENT", "COMPLETED").contains(purchase.status());
    balance.won(paid, headStart);
    return new Round(purchase, "paying " + sure(paying.join()));
  }

  /** If ours were among them, all would be left to expiration-svc's own. */
  private static JsonNode unreadDues() throws IOException {
    var metrics = Installation.stack().admin("orders").resolve("/metrics").toURL();
    return new ObjectMapper()
        .readTree(metrics)
        .path("counters")
        .path("events.heard.expiration.failed")
        .path("count");
  }

  @Test
  void paymentAndCancellation() {
    var balance = new Balance(halfAPayment(), 2);
    var places = new Semaphore(4);
    var rounds = play(Duration.ZERO, n -> oneOf(places, () -> payAndCancel(begin(n), balance)));

    assertThat(reckon("payment and cancellation", rounds).keySet())
        .isSubsetOf(
            "COMPLETED, paying COMPLETED, cancelling ORDER_NOT_CANCELLABLE",
            "BY_BUYER, paying ORDER_NOT_PAYABLE, cancelling CANCELLED",
            "COMPLETED, paying UNSURE, cancelling ORDER_NOT_CANCELLABLE",
            "BY_BUYER, paying UNSURE, cancelling CANCELLED");
  }

  private Round payAndCancel(Purchase purchase, Balance balance) {
    Duration headStart = balance.headStart(balance.jitter());
    var paying = CompletableFuture.supplyAsync(purchase::pay, threads);
    var cancelling = CompletableFuture.supplyAsync(purchase::cancel, later(headStart));
    balance.won(!cancelling.join().equals("CANCELLED"), headStart);
    return new Round(
        purchase, "paying %s, cancelling %s".formatted(sure(paying.join()), cancelling.join()));
  }

  /** What a busy machine makes payOrder say, whose word is open then: look again. */
  private static String sure(String paying) {
    return Set.of("CREATED", "NOT_FOUND", "SERVICE_UNAVAILABLE").contains(paying)
        ? "UNSURE"
        : paying;
  }

  /**
   * Plays all rounds.
   *
   * @param between how long after the one before each may begin
   */
  private List<Round> play(Duration between, IntFunction<Round> round) {
    return IntStream.range(0, ROUNDS)
        .mapToObj(n ->
            CompletableFuture.supplyAsync(() -> round.apply(n), later(between.multipliedBy(n))))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  /** An order for a ticket of its own, which all know to be locked. */
  private static Purchase begin(int round) {
    String ticket = seller.sells("Lakme " + round, 5_000 + round);
    var purchase = Purchase.begin(buyers.get(round % buyers.size()), ticket);
    await().atMost(PATIENCE).until(purchase::isLocked);
    return purchase;
  }

  /** With no more of its kind at once than there are places. */
  private static <T> T oneOf(Semaphore places, Supplier<T> task) {
    places.acquireUninterruptibly();
    try {
      return task.get();
    } finally {
      places.release();
    }
  }

  /** Sees that all agree on every round, and that each side won its share. */
  private static Map<String, Long> reckon(String race, List<Round> rounds) {
    List<Purchase> purchases = rounds.stream().map(Round::purchase).toList();
    List<Account> accounts = Account.settled(new Ledger(Installation.stack()), purchases, PATIENCE);
    long paid = accounts.stream().filter(Account::isCompleted).count();
    long heldBefore =
        accounts.stream().filter(account -> account.isCancelled() && account.confirmed()).count();
    Map<String, Long> ways =
        IntStream.range(0, rounds.size())
            .mapToObj(n -> accounts.get(n).end() + ", " + rounds.get(n).told())
            .collect(groupingBy(Function.identity(), TreeMap::new, counting()));
    System.out.printf(
        "%d rounds of %s: %d paid, %d not, of which %d had held money; %s%n",
        rounds.size(), race, paid, rounds.size() - paid, heldBefore, ways);
    assertThat(paid).isBetween(ROUNDS / 10L, ROUNDS - ROUNDS / 10L);
    assertThat(accounts).extracting(Account::ticket).isSubsetOf("SOLD", "AVAILABLE");
    return ways;
  }

  private Executor later(Duration delay) {
    return CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, threads);
  }

  private static void awaitMoment(Supplier<Instant> moment) {
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(PATIENCE)
        .until(() -> !Instant.now().isBefore(moment.get()));
  }
}
