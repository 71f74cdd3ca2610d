package ticketing.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A seller changes a ticket at the moment in which a buyer orders it as it was. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
@Execution(ExecutionMode.CONCURRENT)
class SellerRacesIT {

  private static final int ROUNDS = 20;
  private static final int LANES = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Ledger LEDGER = new Ledger(Installation.stack());

  private static Person seller;
  private static Person buyer;

  /**
   * What a seller does.
   *
   * @param change besides the ticket's id
   * @param done the ticket's status afterwards
   * @param reason why an order is refused or cancelled then
   */
  private record Move(
      String name, String mutation, Map<String, Integer> change, String done, String reason) {

    String with(String ticket) {
      var variables = new HashMap<String, Object>(change);
      variables.put("id", ticket);
      return seller.graphQl().outcome(mutation, variables);
    }
  }

  /**
   * What both sides were told.
   *
   * @param order null where it was refused
   * @param ordering the refusal, or what paying at once was told, or nothing
   */
  private record Round(
      String ticket, int price, String moving, @Nullable Purchase order, String ordering) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeAll
  static void signUp() {
    seller = Person.signUp();
    buyer = Person.signUp();
    // What paying needs is loaded now.
    var unused = Purchase.begin(buyer, seller.sells("Overture", 5_000)).payPatiently();
  }

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void aPriceEditAndAnOrder() {
    var edit =
        new Move(
            "a price edit",
            Person.UPDATE_TICKET,
            Map.of("amount", 9_900),
            "AVAILABLE",
            "PRICE_CHANGED");
    reckon(edit, play(edit, new Balance(halfALock(), 3)));
  }

  @Test
  void aWithdrawalAndAnOrder() {
    var withdrawal =
        new Move("a withdrawal", Person.WITHDRAW_TICKET, Map.of(), "WITHDRAWN", "TICKET_WITHDRAWN");
    reckon(withdrawal, play(withdrawal, new Balance(halfALock(), 4)));
  }

  /** About as long as it takes until tickets-svc hears of an order. */
  private static Duration halfALock() {
    String ticket = seller.sells("Prelude", 5_000);
    long begin = System.nanoTime();
    var order = Purchase.begin(buyer, ticket);
    await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(order::isLocked);
    return Duration.ofNanos(System.nanoTime() - begin).dividedBy(2);
  }

  private List<Round> play(Move move, Balance balance) {
    return IntStream.range(0, LANES)
        .mapToObj(lane ->
            CompletableFuture.supplyAsync(
                () ->
                    IntStream.range(0, ROUNDS / LANES)
                        .mapToObj(n -> round(move, 5_000 + n, n % 2 == 0, balance))
                        .toList(),
                threads))
        .toList()
        .stream()
        .flatMap(rounds -> rounds.join().stream())
        .toList();
  }

  private Round round(Move move, int price, boolean payAtOnce, Balance balance) {
    String ticket = seller.sells("Louise", price);
    Duration headStart = balance.headStart(balance.jitter());
    var ordering =
        CompletableFuture.supplyAsync(
            () ->
                buyer
                    .graphQl()
                    .ask(
                        Person.CREATE_ORDER,
                        Map.of(
                            "ticketId",
                            ticket,
                            "expectedPrice",
                            Map.of("amount", price, "currency", "usd"))),
            threads);
    var moving = CompletableFuture.supplyAsync(() -> move.with(ticket), later(headStart));
    JsonNode answer = ordering.join();
    JsonNode made = answer.path("data").path("createOrder");
    Purchase order = made.hasNonNull("id") ? Purchase.of(buyer, ticket, made) : null;
    String told =
        order == null
            ? answer.path("errors").path(0).path("extensions").path("code").asText()
            : payAtOnce ? order.pay() : "";
    boolean kept = !moving.join().equals(move.done());
    balance.won(kept, headStart);
    if (kept && order != null) {
      await().atMost(PATIENCE).until(order::pay, "COMPLETED"::equals);
    }
    return new Round(ticket, price, moving.join(), order, told);
  }

  private static void reckon(Move move, List<Round> rounds) {
    List<Purchase> orders = rounds.stream().map(Round::order).filter(Objects::nonNull).toList();
    Map<String, Account> accounts =
        Account.settled(LEDGER, orders, PATIENCE).stream()
            .collect(toMap(account -> account.purchase().ticket(), Function.identity()));
    Map<String, Long> ways =
        rounds.stream()
            .map(round -> way(move, round, accounts.get(round.ticket())))
            .collect(groupingBy(Function.identity(), TreeMap::new, counting()));
    System.out.printf("%d rounds of %s and an order: %s%n", rounds.size(), move.name(), ways);
    assertThat(ways.keySet())
        .anyMatch(way -> way.startsWith("kept"))
        .anyMatch(way -> way.startsWith("changed"));
  }

  /** Sees that ticket, order and money agree with what the seller was told, and says how. */
  private static String way(Move move, Round round, @Nullable Account account) {
    JsonNode ticket = seller.seesTicket(round.ticket());
    int price = ticket.path("price").path("amount").asInt();
    if (!round.moving().equals(move.done())) {
      assertThat(round.moving()).isIn("TICKET_LOCKED", "TICKET_SOLD");
      assertThat(account).matches(Account::isCompleted);
      assertThat(price).isEqualTo(round.price());
      return "kept and sold";
    }
    assertThat(ticket.path("status").asText()).isEqualTo(move.done());
    assertThat(price).isEqualTo(move.change().getOrDefault("amount", round.price()));
    if (account == null) {
      assertThat(round.ordering()).isEqualTo(move.reason());
      return "changed, order refused";
    }
    assertThat(account).matches(Account::isCancelled);
    assertThat(account.end()).isEqualTo(move.reason());
    // Where payments-svc, or the news of the order's end, was very slow.
    assertThat(round.ordering()).isIn("", move.reason(), "NOT_FOUND", "CREATED");
    return "changed, order cancelled"
        + (account.confirmed()
            ? " and money let go"
            : account.charge().equals("NONE") ? "" : " before a hold");
  }

  private Executor later(Duration delay) {
    return CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, threads);
  }
}
