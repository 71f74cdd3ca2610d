package ticketing.dev.stripe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The part of the books about what happens by the clock alone, the first first. */
final class Agenda {

  /** An intent's id, and when its hold ends. */
  private final SequencedMap<String, Long> holds = new LinkedHashMap<>();

  /** A refund's id, and what becomes of it. */
  private final SequencedMap<String, Refund.Planned> refunds = new LinkedHashMap<>();

  void put(Charge charge) {
    var captureBefore = charge.captureBefore();
    if (captureBefore != null && !charge.captured() && charge.amountRefunded() == 0) {
      holds.put(charge.intent(), captureBefore);
    } else {
      holds.remove(charge.intent());
    }
  }

  void put(Refund refund) {
    var planned = refund.planned();
    if (planned == null) {
      refunds.remove(refund.id());
    } else {
      refunds.put(refund.id(), planned);
    }
  }

  /** What has to be done, in seconds since 1970. */
  List<Command> due(long now) {
    var due = new ArrayList<Command>();
    holds.entrySet().stream()
        .takeWhile(hold -> hold.getValue() <= now)
        .forEach(hold -> due.add(new ExpireHold(hold.getKey())));
    refunds.entrySet().stream()
        .takeWhile(refund -> refund.getValue().at() <= now)
        .forEach(refund -> due.add(new SettleRefund(refund.getKey(), refund.getValue().status())));
    return due;
  }

  /** When something has to be done, in seconds since 1970; empty where nothing has. */
  LongStream next() {
    return Stream.concat(
            holds.values().stream().limit(1),
            refunds.values().stream().limit(1).map(Refund.Planned::at))
        .mapToLong(at -> at);
  }
}
