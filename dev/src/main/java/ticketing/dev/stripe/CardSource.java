package ticketing.dev.stripe;

import java.util.Optional;

/** Where a request takes the card from. */
sealed interface CardSource {

  /** A payment method's id, or one of the documented {@code pm_card_*}. */
  record Saved(String id) implements CardSource {}

  /** The card itself, in {@code payment_method_data}. */
  record Typed(TypedCard card) implements CardSource {}

  /** What comes of it. */
  sealed interface Resolved {

    record Usable(PaymentMethod method) implements Resolved {}

    record Mistyped(CardError error) implements Resolved {}
  }

  static Optional<CardSource> from(Params params) {
    var data = params.section("payment_method_data");
    if (!data.present()) {
      return params.text("payment_method").map(Saved::new);
    } else if (params.text("payment_method").isPresent()) {
      throw StripeError.invalid(
          "parameters_exclusive",
          "You may only specify one of these parameters: payment_method, payment_method_data.",
          "payment_method");
    }
    return Optional.of(new Typed(typed(data)));
  }

  /** A card in a section that also says {@code type=card}. */
  static TypedCard typed(Params section) {
    String type = section.required("type");
    if (!type.equals("card")) {
      throw StripeError.invalid("The stand-in knows no payment method but card.", "type");
    }
    return TypedCard.from(section.section("card"));
  }

  default Resolved resolve(Books books, long now) {
    return switch (this) {
      case Saved(String id) -> new Resolved.Usable(saved(id, books, now));
      case Typed(TypedCard card) ->
          card.mistake(PaymentMethod.month(now))
              .<Resolved>map(Resolved.Mistyped::new)
              .orElseGet(() -> new Resolved.Usable(PaymentMethod.of(card, Ids.next("pm"), now)));
    };
  }

  private static PaymentMethod saved(String id, Books books, long now) {
    var method =
        books
            .method(id)
            .or(() -> PaymentMethod.documented(id, Ids.next("pm"), now))
            .orElseThrow(() -> StripeError.missing("PaymentMethod", id, "payment_method"));
    if (method.used()) {
      throw StripeError.invalid(
          "The provided PaymentMethod was previously used with a PaymentIntent without Customer"
              + " attachment. It may not be used again.",
          "payment_method");
    }
    return method;
  }
}
