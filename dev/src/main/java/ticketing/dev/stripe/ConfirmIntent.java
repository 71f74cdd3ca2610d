package ticketing.dev.stripe;

import java.util.List;
import java.util.Optional;
import ticketing.dev.stripe.CardSource.Resolved;

/**
 * {@code POST /v1/payment_intents/{id}/confirm}.
 *
 * @param source the card, where it is not the intent's own
 * @param returns whether it says where the buyer comes back to ({@code return_url})
 */
record ConfirmIntent(String id, Optional<CardSource> source, boolean returns) implements Command {

  static ConfirmIntent from(String id, Params params) {
    return new ConfirmIntent(id, CardSource.from(params), params.text("return_url").isPresent());
  }

  @Override
  public Outcome apply(Books books, long now) {
    return confirm(books.require(id), source, returns, books, now);
  }

  static Outcome confirm(
      Intent intent, Optional<CardSource> given, boolean returns, Books books, long now) {
    intent.requireConfirmable();
    requireReturn(intent, returns);
    var source =
        given
            .or(() -> Optional.ofNullable(intent.paymentMethod()).map(CardSource.Saved::new))
            .orElseThrow(() ->
                StripeError.unexpectedState(
                    intent,
                    "You cannot confirm this PaymentIntent because it's missing a payment"
                        + " method."));
    return switch (source.resolve(books, now)) {
      case Resolved.Mistyped(CardError error) -> {
        var next = intent.mistyped(error);
        yield new Outcome.Declined(new Failure(error, null, null), next, List.of(next));
      }
      case Resolved.Usable(PaymentMethod method) ->
          outcome(intent.confirm(method, Ids.next("ch"), now), method);
    };
  }

  private static Outcome outcome(Intent.Step step, PaymentMethod method) {
    var failure = step.intent().lastFailure();
    if (failure != null) {
      return new Outcome.Declined(
          failure, step.intent(), List.of(method, step.charge(), step.intent()));
    }
    return new Outcome.Done(step.intent(), List.of(method.spent(), step.charge(), step.intent()));
  }

  private static void requireReturn(Intent intent, boolean returns) {
    if (intent.terms().redirects() == Terms.Redirects.ALWAYS && !returns) {
      throw StripeError.invalid(
          "This PaymentIntent is configured to accept payment methods enabled in your Dashboard."
              + " Because some of these payment methods might redirect your customer off of your"
              + " page, you must provide a `return_url`. If you don't want to accept"
              + " redirect-based payment methods, set `automatic_payment_methods[enabled]` to"
              + " `true` and `automatic_payment_methods[allow_redirects]` to `never`.",
          "return_url");
    }
  }
}
