package ticketing.dev.stripe;

import java.util.List;
import ticketing.dev.stripe.CardSource.Resolved;

/** {@code POST /v1/payment_methods}: a card, typed. */
record CreateMethod(TypedCard card) implements Command {

  static CreateMethod from(Params params) {
    return new CreateMethod(CardSource.typed(params));
  }

  @Override
  public Outcome apply(Books books, long now) {
    return switch (new CardSource.Typed(card).resolve(books, now)) {
      case Resolved.Usable(PaymentMethod method) -> new Outcome.Done(method);
      case Resolved.Mistyped(CardError error) ->
          new Outcome.Declined(new Failure(error, null, null), null, List.of());
    };
  }
}
