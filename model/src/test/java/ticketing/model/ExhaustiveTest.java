package ticketing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goes through everything that can happen within {@link SmallScopes}, breadth-first, each world
 * once, and from each lets everything come to rest.
 *
 * <p>In all of them: one ticket; each event may be heard late, again, or with the ones before
 * missing for good; every instant at which somebody decides otherwise comes, or not, before
 * anything else; a due comes early, late, again or never; payments-svc crashes, where the scope
 * says so, before or after any commit and any call. A crash of orders-svc, tickets-svc or
 * expiration-svc needs no action of its own: they remember nothing between transactions, so before
 * a commit it is as if the transaction had not come yet, and after it as if its event came again.
 *
 * <p>What is left out because it comes to the same: the relay, as an event that is published late
 * is one that is heard late; parking for less than its time, as that is hearing late; a charge's
 * steps before its authorization, one by one, as orders-svc decides nothing by them; which of two
 * buyers came first, as they are alike.
 */
class ExhaustiveTest {

  static Iterable<Map.Entry<String, Scope>> scopes() {
    return SmallScopes.all().entrySet();
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void nothingBreaks(Map.Entry<String, Scope> scope) {
    var explorer = new Explorer(scope.getValue());
    long begun = System.nanoTime();
    Trace trace = explorer.explore();
    System.out.printf(
        "%s: %,d states, %,d steps, %,d ms%n",
        scope.getKey(),
        explorer.states(),
        explorer.steps(),
        (System.nanoTime() - begun) / 1_000_000);
    if (trace != null) {
      fail("found after %d steps%n%s".formatted(explorer.steps(), trace.story()));
    }
    assertThat(explorer.states()).as("states").isGreaterThan(1_000);
  }
}
