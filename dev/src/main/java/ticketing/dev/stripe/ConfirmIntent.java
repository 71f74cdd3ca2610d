package ticketing.dev.stripe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import ticketing.dev.stripe.CardSource.Resolved;

/**
 * {@code POST /v1/payment_intents/{id}/confirm}.
 *
 * @param source the card, where it is not the intent's own
 * @param returnUrl where the buyer comes back to
 */
record ConfirmIntent(String id, Optional<CardSource> source, Optional<String> returnUrl)
    implements Command {

  static ConfirmIntent from(String id, Params params) {
    return new ConfirmIntent(id, CardSource.from(params), returnUrl(params));
  }

  static Optional<String> returnUrl(Params params) {
    var url = params.text("return_url");
    if (url.filter(text -> !isAddress(text)).isPresent()) {
      throw StripeError.invalid("url_invalid", "Not a valid URL", "return_url");
    }
    return url;
  }

  private static boolean isAddress(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  @Override
  public Outcome apply(Books books, long now) {
    return confirm(books.require(id), source, returnUrl, books, now);
  }

  static Outcome confirm(
      Intent intent,
      Optional<CardSource> given,
      Optional<String> returnUrl,
      Books books,
      long now) {
    intent.requireConfirmable();
    requireReturn(intent, returnUrl.isPresent());
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
      case Resolved.Usable(PaymentMethod method) -> {
        if (method.card().challenged()) {
          var action = new Intent.NextAction(books.bank(intent), returnUrl.orElse(null));
          var next = intent.challenge(method, action);
          yield new Outcome.Done(next, List.of(method, next));
        }
        yield outcome(intent.confirm(method, Ids.next("ch"), now), method);
      }
    };
  }

  /** Of a card that was charged. */
  static Outcome outcome(Intent.Step step, PaymentMethod method) {
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
