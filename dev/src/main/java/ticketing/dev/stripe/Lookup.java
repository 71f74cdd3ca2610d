package ticketing.dev.stripe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an answer's ids stand for. */
interface Lookup {

  Optional<Entity> find(String id);

  /** Newest first. */
  List<Refund> refundsOf(String chargeId);

  /** The same with changes that are not in the books yet. */
  default Lookup with(List<Entity> changes) {
    var before = this;
    return new Lookup() {
      @Override
      public Optional<Entity> find(String id) {
        return changes.reversed().stream()
            .filter(change -> change.id().equals(id))
            .findFirst()
            .or(() -> before.find(id));
      }

      @Override
      public List<Refund> refundsOf(String chargeId) {
        var changed =
            changes.reversed().stream()
                .filter(Refund.class::isInstance)
                .map(Refund.class::cast)
                .filter(refund -> refund.charge().equals(chargeId))
                .toList();
        var unchanged =
            before.refundsOf(chargeId).stream()
                .filter(refund -> changed.stream().noneMatch(one -> one.id().equals(refund.id())));
        return Stream.concat(changed.stream(), unchanged).toList();
      }
    };
  }
}
