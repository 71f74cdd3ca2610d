package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pay pressed too often, and by those who should not. */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
@Execution(ExecutionMode.CONCURRENT)
class PayingIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Ledger LEDGER = new Ledger(Installation.stack());

  private static Person seller;
  private static Person buyer;
  private static Person other;

  @BeforeAll
  static void signUp() {
    seller = Person.signUp();
    buyer = Person.signUp();
    other = Person.signUp();
    // What paying needs is loaded now.
    var unused = Purchase.begin(buyer, seller.sells("Overture", 5_000)).payPatiently();
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of("the same key", List.of("a", "a", "a", "a")),
        Arguments.of("no key", List.of("", "", "", "")),
        Arguments.of("a key each", List.of("a", "b", "c", "d")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void payPressedFourTimesAtOnceTakesTheMoneyOnce(String how, List<String> keys) {
    var purchase = Purchase.begin(buyer, seller.sells("Thais", 7_350));

    List<JsonNode> charges = payAtOnce(purchase, keys);

    assertThat(charges)
        .extracting(charge -> charge.path("status").asText())
        .containsOnly("COMPLETED");
    assertThat(charges.stream().map(charge -> charge.path("id").asText()).distinct()).hasSize(1);
    List<Account> accounts = Account.settled(LEDGER, List.of(purchase), PATIENCE);
    assertThat(accounts).allMatch(Account::isCompleted);
    assertThat(LEDGER.byOrder().get(purchase.id())).hasSize(1);
    System.out.printf(
        "Pay pressed 4 times at once with %s: 1 payment intent, %s captured%n",
        how, accounts.getFirst().captured());
  }

  private static List<JsonNode> payAtOnce(Purchase purchase, List<String> keys) {
    var together = new Phaser(keys.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return keys.stream()
          .map(key ->
              CompletableFuture.supplyAsync(
                  () -> {
                    together.arriveAndAwaitAdvance();
                    // A key is of one order of its buyer's.
                    return purchase.pay(key.isEmpty() ? key : key + purchase.id());
                  },
                  threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  @Test
  void aCompletedOrderIsNotCancelled() {
    var purchase = Purchase.begin(buyer, seller.sells("Manon", 6_400));
    assertThat(purchase.payPatiently()).isEqualTo("COMPLETED");

    assertThat(purchase.cancel()).isEqualTo("ORDER_NOT_CANCELLABLE");

    List<Account> accounts = Account.settled(LEDGER, List.of(purchase), PATIENCE);
    assertThat(accounts).allMatch(Account::isCompleted);
    System.out.printf(
        "Cancelling a completed order: refused, %s captured%n", accounts.getFirst().captured());
  }

  @Test
  void anotherBuyersOrderIsNeitherPaidNorIsItsChargeShown() {
    var purchase = Purchase.begin(buyer, seller.sells("Werther", 6_400));
    var stolen =
        new Purchase(
            other, purchase.ticket(), purchase.id(), purchase.price(), purchase.expiresAt());

    assertThat(stolen.pay()).isEqualTo("NOT_FOUND");
    assertThat(LEDGER.byOrder()).doesNotContainKey(purchase.id());

    assertThat(purchase.payPatiently()).isEqualTo("COMPLETED");
    assertThat(stolen.pay()).isEqualTo("NOT_FOUND");
    assertThat(stolen.cancel()).isEqualTo("NOT_FOUND");
    assertThat(purchase.charges(buyer.graphQl().token())).hasSize(1);
    assertThat(purchase.charges(other.graphQl().token())).isEmpty();
    System.out.println(
        "Paying another's order: refused before and after it was paid, charges shown: 1 to its buyer, 0 to the other");
  }
}
