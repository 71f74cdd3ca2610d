package ticketing.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The faults in force, until they are taken back or the stand-in ends. */
final class Faults {

  /** One in force, and how often it has happened. */
  private record InForce(Fault fault, long happened, CountDownLatch takenBack) {

    InForce once() {
      return new InForce(fault, happened + 1, takenBack);
    }

    boolean over() {
      return fault.times().filter(times -> happened >= times).isPresent();
    }

    ObjectNode view() {
      return fault.view().put("happened", happened);
    }
  }

  /**
   * One that happened.
   *
   * @param happened how often by now
   */
  record Struck(long millis, long happened) {}

  private final SequencedMap<String, InForce> faults = new LinkedHashMap<>();

  synchronized ObjectNode set(Fault fault) {
    var one = new InForce(fault, 0, new CountDownLatch(1));
    faults.put(fault.id(), one);
    return one.view();
  }

  /** Those in force, oldest first. */
  synchronized List<ObjectNode> all() {
    return faults.values().stream().map(InForce::view).toList();
  }

  synchronized void takeBack(String id) {
    var gone = faults.remove(id);
    if (gone == null) {
      throw StripeError.notFound("fault", id, "id");
    }
    gone.takenBack().countDown();
  }

  synchronized void takeAllBack() {
    faults.values().forEach(one -> one.takenBack().countDown());
    faults.clear();
  }

  /** Whether a fault of this kind happens to a request; it then has happened. */
  boolean strike(Fault.Kind kind, Act act, Books books) {
    return find(kind, act, books).isPresent();
  }

  /** The fault of this kind that happens to what an intent brought about. */
  synchronized Optional<Struck> strike(Fault.Kind kind, Optional<Intent> about) {
    return faults.values().stream()
        .filter(one -> one.fault().kind() == kind && one.fault().meant(about, Map.of()))
        .findFirst()
        .map(this::used)
        .map(one -> new Struck(one.fault().millis(), one.happened()));
  }

  /** How a request is slow: what waits, at most until that is taken back. */
  Runnable slow(Act act, Books books) {
    return find(Fault.Kind.SLOW, act, books)
        .<Runnable>map(one -> () -> await(one.takenBack(), one.fault().millis()))
        .orElse(() -> {});
  }

  /** What is done in place of what a request asks for. */
  Command instead(Command command, Act act, Books books) {
    if (strike(Fault.Kind.ERROR, act, books)) {
      return refusing(StripeError.fault());
    } else if (act.operation() == Act.Operation.CAPTURE
        && strike(Fault.Kind.REFUSE_CAPTURE, act, books)) {
      return refusing(StripeError.expiredHold());
    } else if (command instanceof CreateRefund refund) {
      return refund(refund, act, books);
    }
    return command;
  }

  private Command refund(CreateRefund refund, Act act, Books books) {
    if (strike(Fault.Kind.REFUNDS_PENDING, act, books)) {
      return refund.going(Refund.Course.STAYS_PENDING);
    }
    return strike(Fault.Kind.REFUNDS_FAILED, act, books)
        ? refund.going(Refund.Course.FAILS)
        : refund;
  }

  private synchronized Optional<InForce> find(Fault.Kind kind, Act act, Books books) {
    return faults.values().stream()
        .filter(one -> one.fault().kind() == kind)
        .filter(one -> one.fault().meant(act.operation(), act.intent(books), act.metadata()))
        .findFirst()
        .map(this::used);
  }

  private InForce used(InForce one) {
    var used = one.once();
    if (used.over()) {
      faults.remove(one.fault().id());
    } else {
      faults.put(one.fault().id(), used);
    }
    return used;
  }

  private static Command refusing(StripeError error) {
    return (books, now) -> {
      throw error;
    };
  }

  private static void await(CountDownLatch latch, long millis) {
    try {
      var unused = latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
