package ticketing.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events that changes are to the seller.
 *
 * @see <a href="https://docs.stripe.com/api/events/types">Stripe's types of events</a>
 */
final class Happenings {

  private final Books books;
  private final Ledger.Request request;
  private final long now;
  private final boolean expired;
  private final Map<String, Entity> changed = new HashMap<>();
  private final List<Event> events = new ArrayList<>();

  private Happenings(Books books, Ledger.Request request, long now, List<Entity> changes) {
    this.books = books;
    this.request = request;
    this.now = now;
    this.expired =
        changes.stream().anyMatch(change -> change instanceof Intent intent && intent.expired());
  }

  /** Of changes that are not in the books yet, in the order in which they came to be. */
  static List<Event> of(Books books, Ledger.Request request, long now, List<Entity> changes) {
    var happenings = new Happenings(books, request, now, changes);
    changes.forEach(happenings::tell);
    return happenings.events;
  }

  private void tell(Entity change) {
    var before = Optional.ofNullable(changed.get(change.id())).or(() -> books.find(change.id()));
    switch (change) {
      case Intent intent -> intent(before.map(Intent.class::cast).orElse(null), intent);
      case Charge charge -> charge(before.map(Charge.class::cast).orElse(null), charge);
      case Refund refund -> refund(before.map(Refund.class::cast).orElse(null), refund);
      case PaymentMethod method -> {}
      case Event event -> {}
      case Delivery delivery -> {}
    }
    changed.put(change.id(), change);
  }

  private void intent(@Nullable Intent before, Intent after) {
    if (before == null) {
      add("payment_intent.created", after, after.id());
    }
    var failure = after.lastFailure();
    if (failure != null && (before == null || !failure.equals(before.lastFailure()))) {
      add("payment_intent.payment_failed", after, after.id());
    }
    if (before == null || !at(before).equals(at(after))) {
      reached(after).ifPresent(type -> add(type, after, after.id()));
    }
  }

  /** Where it is, and with which card, for another card's bank asks anew. */
  private static List<String> at(Intent intent) {
    return List.of(intent.status().code(), String.valueOf(intent.paymentMethod()));
  }

  private static Optional<String> reached(Intent intent) {
    return switch (intent.status()) {
      case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION -> Optional.empty();
      case REQUIRES_ACTION -> Optional.of("payment_intent.requires_action");
      case REQUIRES_CAPTURE -> Optional.of("payment_intent.amount_capturable_updated");
      case SUCCEEDED -> Optional.of("payment_intent.succeeded");
      case CANCELED -> Optional.of("payment_intent.canceled");
    };
  }

  private void charge(@Nullable Charge before, Charge after) {
    if (before == null) {
      add(after.succeeded() ? "charge.succeeded" : "charge.failed", after, after.intent());
    } else if (after.captured() && !before.captured()) {
      add("charge.captured", after, after.intent());
    } else if (after.amountRefunded() > before.amountRefunded()) {
      add(expired ? "charge.expired" : "charge.refunded", after, after.intent());
    }
  }

  private void refund(@Nullable Refund before, Refund after) {
    if (before == null) {
      add("refund.created", after, after.intent());
    } else if (!before.equals(after)) {
      var was = previous(Views.of(before), Views.of(after));
      events.add(event("refund.updated", after, was, after.intent()));
    }
    if (after.failed() && (before == null || !before.failed())) {
      add("refund.failed", after, after.intent());
    }
  }

  private void add(String type, Entity object, String intent) {
    events.add(event(type, object, null, intent));
  }

  private Event event(String type, Entity object, @Nullable String previous, String intent) {
    var key = request.key();
    return new Event(
        Ids.next("evt"),
        now,
        type,
        Json.write(Views.of(object)),
        previous,
        intent,
        request.act() == null ? null : request.id(),
        key == null ? null : key.value());
  }

  /** What was different, as it was; null for what was not there. */
  private static String previous(ObjectNode before, ObjectNode after) {
    var previous = Json.MAPPER.createObjectNode();
    before
        .properties()
        .forEach(field -> {
          if (!field.getValue().equals(after.get(field.getKey()))) {
            previous.set(field.getKey(), field.getValue());
          }
        });
    after
        .properties()
        .forEach(field -> {
          if (!before.has(field.getKey())) {
            previous.putNull(field.getKey());
          }
        });
    return Json.write(previous);
  }
}
