package ticketing.dev.stripe;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;

/** All that the ledger knows, oldest first. Not safe for threads: the ledger's lock guards it. */
final class Books {

  private final URI address;
  private final SequencedMap<String, Intent> intents = new LinkedHashMap<>();
  private final SequencedMap<String, Charge> charges = new LinkedHashMap<>();
  private final SequencedMap<String, PaymentMethod> methods = new LinkedHashMap<>();

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
      case Charge charge -> charges.put(charge.id(), charge);
      case PaymentMethod method -> methods.put(method.id(), method);
    }
  }

  Optional<Entity> find(String id) {
    return intent(id).<Entity>map(intent -> intent).or(() -> charge(id)).or(() -> method(id));
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

  Optional<Charge> latestCharge(Intent intent) {
    return Optional.ofNullable(intent.latestCharge()).flatMap(this::charge);
  }

  SequencedCollection<Intent> intents() {
    return Collections.unmodifiableSequencedCollection(intents.sequencedValues());
  }

  SequencedCollection<Charge> charges() {
    return Collections.unmodifiableSequencedCollection(charges.sequencedValues());
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
