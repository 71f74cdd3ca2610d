package ticketing.dev.stripe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A thing in the ledger. Every change of one is written as the whole thing. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "object")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Charge.class, name = "charge"),
  @JsonSubTypes.Type(value = Delivery.class, name = "delivery"),
  @JsonSubTypes.Type(value = Event.class, name = "event"),
  @JsonSubTypes.Type(value = Intent.class, name = "payment_intent"),
  @JsonSubTypes.Type(value = PaymentMethod.class, name = "payment_method"),
  @JsonSubTypes.Type(value = Refund.class, name = "refund")
})
sealed interface Entity permits Charge, Delivery, Event, Intent, PaymentMethod, Refund {

  String id();

  /** In seconds since 1970. */
  long created();
}
