package ticketing.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.contracts.events.Events;
import ticketing.dev.Stack;

/** Parts of the product are away in the middle of purchases: it has an installation of its own. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class OutagesIT {

  /** Longer than any outage, so that buyers decide what becomes of their orders. */
  private static final String ORDER_LOCK = "PT90S";

  private static final int PURCHASES = 12;
  private static final Duration MOMENT = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Set<String> PAID_OR_OVER =
      Set.of("COMPLETED", "ORDER_NOT_PAYABLE", "ORDER_EXPIRED");
  private static final Set<String> CANCELLED_OR_PAID = Set.of("CANCELLED", "ORDER_NOT_CANCELLABLE");

  private static Stack stack;
  private static Ledger ledger;
  private static Person seller;
  private static List<Person> buyers;

  /** What a buyer was told at last. */
  private record Ending(Purchase purchase, String told) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeAll
  static void start() throws IOException {
    stack = Installation.another(ORDER_LOCK);
    ledger = new Ledger(stack);
    seller = Person.signUp(stack);
    // So many that nobody comes to hold more tickets than he may.
    buyers = IntStream.range(0, 10).mapToObj(n -> Person.signUp(stack)).toList();
    // What paying needs is loaded now.
    var unused = Purchase.begin(buyer(0), seller.sells("Overture", 5_000)).payPatiently();
  }

  @AfterAll
  static void close() {
    stack.close();
  }

  @AfterEach
  void end() {
    threads.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"payments", "tickets"})
  @Execution(ExecutionMode.SAME_THREAD)
  void ordersGoOnWithoutAService(String service) throws Exception {
    ordersGoOnWithout(service, MOMENT);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void ordersGoOnWithoutNats() throws Exception {
    ordersGoOnWithout("nats", Duration.ofSeconds(30));
  }

  private void ordersGoOnWithout(String part, Duration away) throws Exception {
    List<String> free = tickets(Math.toIntExact(away.toSeconds()));
    var endings = new ArrayList<>(inTheMiddle());
    stack.process(part).crash();
    try {
      List<CompletableFuture<Purchase>> placed =
          IntStream.range(0, free.size())
              .mapToObj(n ->
                  CompletableFuture.supplyAsync(
                      () -> Purchase.begin(buyer(n), free.get(n)),
                      after(Duration.ofSeconds(n + 1))))
              .toList();
      for (int n = 0; n < placed.size(); n++) {
        boolean cancels = n % 2 == 1;
        endings.add(placed.get(n).thenApplyAsync(purchase -> end(purchase, cancels), threads));
      }
      placed.forEach(CompletableFuture::join);
    } finally {
      stack.process(part).start();
    }
    reckon(part, away, free.size(), endings);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void ordersItselfIsAway() throws Exception {
    String free = tickets(1).getFirst();
    var endings = inTheMiddle();
    stack.process("orders").crash();
    try {
      await()
          .during(MOMENT)
          .atMost(PATIENCE)
          .until(() -> buyer(0).lockingFails(free), "SERVICE_UNAVAILABLE"::equals);
    } finally {
      stack.process("orders").start();
    }
    reckon("orders", MOMENT, 0, endings);
  }

  /**
   * The fence needs a confirmed lock: while tickets-svc is frozen, it is not passed, so there is
   * time to take payments-svc away between the hold and the capture.
   */
  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void anOrderUnderTheFenceIsNotCancelled() throws Exception {
    String ticket = tickets(1).getFirst();
    stack.process("tickets").freeze();
    try (var events = EventsByHand.at(stack)) {
      var purchase = Purchase.begin(buyer(0), ticket);
      var paying = CompletableFuture.supplyAsync(purchase::pay, threads);
      await()
          .atMost(PATIENCE)
          .until(() -> events.wasTold(Events.CHARGE_AUTHORIZED, purchase.chargeId()));
      stack.process("payments").crash();
      stack.process("tickets").thaw();
      await().atMost(PATIENCE).until(purchase::status, "AWAITING_PAYMENT"::equals);

      assertThat(purchase.cancel()).isEqualTo("ORDER_NOT_CANCELLABLE");

      assertThat(purchase.status()).isEqualTo("AWAITING_PAYMENT");
      assertThat(ledger.byOrder().get(purchase.id()))
          .singleElement()
          .matches(intent -> intent.held() == purchase.price() && intent.captured() == 0);
      stack.process("payments").start();
      assertThat(Account.settled(ledger, List.of(purchase), PATIENCE))
          .allMatch(Account::isCompleted);
      System.out.printf(
          "Cancelling an order under the fence: refused, then paid; the buyer was told %s%n",
          paying.join());
    } finally {
      stack.process("tickets").thaw();
      stack.process("payments").start();
    }
  }

  /** Purchases under way, of which half have an order when this returns. */
  private List<CompletableFuture<Ending>> inTheMiddle() throws InterruptedException {
    List<String> tickets = tickets(PURCHASES);
    var begun = new CountDownLatch(PURCHASES / 2);
    var endings = new ArrayList<CompletableFuture<Ending>>();
    for (int n = 0; n < PURCHASES; n++) {
      Person buyer = buyer(n);
      String ticket = tickets.get(n);
      boolean cancels = n % 3 == 2;
      endings.add(
          CompletableFuture.supplyAsync(
              () -> {
                Purchase purchase = Purchase.beginPatiently(buyer, ticket, PATIENCE);
                begun.countDown();
                return end(purchase, cancels);
              },
              after(Duration.ofMillis(40L * n))));
    }
    begun.await();
    return endings;
  }

  private static Person buyer(int n) {
    return buyers.get(n % buyers.size());
  }

  private static List<String> tickets(int number) {
    return IntStream.range(0, number)
        .mapToObj(n -> seller.sells("Fidelio " + n, 5_000 + n))
        .toList();
  }

  /** A buyer who presses pay, and perhaps cancel, until told how it ended. */
  private Ending end(Purchase purchase, boolean cancels) {
    if (cancels) {
      threads.execute(() -> until(purchase::cancel, CANCELLED_OR_PAID));
    }
    return new Ending(purchase, until(purchase::pay, PAID_OR_OVER));
  }

  private static String until(Callable<String> press, Set<String> answers) {
    return await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(1))
        .atMost(PATIENCE)
        .until(press, answers::contains);
  }

  private static void reckon(
      String part, Duration away, int placed, List<CompletableFuture<Ending>> endings) {
    stack.process(part).awaitReady(PATIENCE);
    List<Ending> ended = endings.stream().map(CompletableFuture::join).toList();
    List<Account> accounts =
        Account.settled(ledger, ended.stream().map(Ending::purchase).toList(), PATIENCE);
    Map<String, Long> ways =
        IntStream.range(0, ended.size())
            .mapToObj(n -> accounts.get(n).end() + ", paying " + ended.get(n).told())
            .collect(groupingBy(Function.identity(), TreeMap::new, counting()));
    System.out.printf(
        "%s was away for %d s amid %d purchases, %d orders were placed meanwhile: %s%n",
        part, away.toSeconds(), PURCHASES, placed, ways);
    assertThat(accounts).hasSize(PURCHASES + placed);
    assertThat(ways.keySet())
        .isSubsetOf("COMPLETED, paying COMPLETED", "BY_BUYER, paying ORDER_NOT_PAYABLE")
        .contains("COMPLETED, paying COMPLETED");
  }

  private Executor after(Duration delay) {
    return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, threads);
  }
}
