package ticketing.dev.stripe;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;

/** All that the ledger knows, oldest first. Not safe for threads: the ledger's lock guards it. */
final class Books implements Lookup {

  private final URI address;
  private final Post post = new Post();
  private final Agenda agenda = new Agenda();
  private final SequencedMap<String, Intent> intents = new LinkedHashMap<>();
  private final SequencedMap<String, Charge> charges = new LinkedHashMap<>();
  private final SequencedMap<String, PaymentMethod> methods = new LinkedHashMap<>();
  private final SequencedMap<String, Refund> refunds = new LinkedHashMap<>();
  private final Map<String, List<String>> refundsByCharge = new HashMap<>();

  /** Empty ones of a stand-in at this address. */
  Books(URI address) {
    this.address = address;
  }

  /** Where the buyer answers the bank for an intent. */
  String bank(Intent intent) {
    return address.resolve("/bank?client_secret=" + intent.clientSecret()).toString();
  }

  void put(Entity entity) {
    switch (entity) {
      case Intent intent -> intents.put(intent.id(), intent);
      case Charge charge -> {
        charges.put(charge.id(), charge);
        agenda.put(charge);
      }
      case Event event -> post.put(event);
      case Delivery delivery -> post.put(delivery);
      case PaymentMethod method -> methods.put(method.id(), method);
      case Refund refund -> {
        agenda.put(refund);
        if (refunds.put(refund.id(), refund) == null) {
          refundsByCharge
              .computeIfAbsent(refund.charge(), charge -> new ArrayList<>())
              .add(refund.id());
        }
      }
    }
  }

  @Override
  public Optional<Entity> find(String id) {
    return intent(id)
        .<Entity>map(intent -> intent)
        .or(() -> charge(id))
        .or(() -> method(id))
        .or(() -> refund(id))
        .or(() -> post.event(id));
  }

  @Override
  public List<Refund> refundsOf(String chargeId) {
    return refundsByCharge.getOrDefault(chargeId, List.of()).reversed().stream()
        .map(refunds::get)
        .toList();
  }

  Optional<Intent> intent(String id) {
    return Optional.ofNullable(intents.get(id));
  }

  Optional<Charge> charge(String id) {
    return Optional.ofNullable(charges.get(id));
  }

  Optional<PaymentMethod> method(String id) {
    return Optional.ofNullable(methods.get(id));
  }

  Optional<Refund> refund(String id) {
    return Optional.ofNullable(refunds.get(id));
  }

  Optional<Charge> latestCharge(Intent intent) {
    return Optional.ofNullable(intent.latestCharge()).flatMap(this::charge);
  }

  Post post() {
    return post;
  }

  Agenda agenda() {
    return agenda;
  }

  SequencedCollection<Intent> intents() {
    return Collections.unmodifiableSequencedCollection(intents.sequencedValues());
  }

  SequencedCollection<Charge> charges() {
    return Collections.unmodifiableSequencedCollection(charges.sequencedValues());
  }

  SequencedCollection<Refund> refunds() {
    return Collections.unmodifiableSequencedCollection(refunds.sequencedValues());
  }

  SequencedCollection<PaymentMethod> methods() {
    return Collections.unmodifiableSequencedCollection(methods.sequencedValues());
  }

  /** Of the intent that a client secret lets in to; empty for a wrong secret. */
  Optional<Intent> bySecret(String clientSecret) {
    int end = clientSecret.indexOf("_secret_");
    return end < 0
        ? Optional.empty()
        : intent(clientSecret.substring(0, end))
            .filter(intent -> intent.clientSecret().equals(clientSecret));
  }

  /** Of the intent that an address names. */
  Intent require(String intentId) {
    return intent(intentId)
        .orElseThrow(() -> StripeError.notFound("payment_intent", intentId, "intent"));
  }
}
