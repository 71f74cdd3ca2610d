package ticketing.dev.stripe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Currency;
import ticketing.dev.stripe.CardSource.Resolved;

/** {@code POST /v1/payment_intents}, with or without a card, confirmed at once or not. */
record CreateIntent(
    Terms terms,
    Map<String, String> metadata,
    Optional<CardSource> source,
    boolean confirm,
    Optional<String> returnUrl)
    implements Command {

  static CreateIntent from(Params params) {
    var currency = currency(params);
    var terms =
        new Terms(
            Ids.next("secret"),
            amount(params, currency),
            currency.code(),
            params
                .choice("capture_method", Terms.CaptureMethod.class)
                .orElse(Terms.CaptureMethod.AUTOMATIC_ASYNC),
            redirects(params),
            params.text("description").orElse(null));
    boolean confirm = params.flag("confirm");
    var returnUrl = ConfirmIntent.returnUrl(params);
    if (returnUrl.isPresent() && !confirm) {
      throw StripeError.invalid("You may only specify `return_url` with `confirm`.", "return_url");
    }
    return new CreateIntent(
        terms, Metadata.from(params), CardSource.from(params), confirm, returnUrl);
  }

  @Override
  public Outcome apply(Books books, long now) {
    var intent = Intent.create(Ids.next("pi"), terms, metadata, now);
    if (confirm) {
      return ConfirmIntent.confirm(intent, source, returnUrl, books, now).after(intent);
    } else if (source.isEmpty()) {
      return new Outcome.Done(intent);
    }
    return switch (source.get().resolve(books, now)) {
      case Resolved.Usable(PaymentMethod method) -> {
        var next = intent.with(method);
        yield new Outcome.Done(next, List.of(method, next));
      }
      case Resolved.Mistyped(CardError error) ->
          new Outcome.Declined(new Failure(error, null, null), null, List.of());
    };
  }

  private static Currency currency(Params params) {
    String code = params.required("currency").toLowerCase(Locale.ROOT);
    return Currency.of(code)
        .orElseThrow(() ->
            StripeError.invalid(
                "Invalid currency: %s. The stand-in supports these currencies: %s"
                    .formatted(code, String.join(", ", Currency.codes())),
                "currency"));
  }

  private static long amount(Params params, Currency currency) {
    long amount = params.requiredInteger("amount");
    if (amount < 1) {
      throw StripeError.invalid(
          "parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
    } else if (amount < currency.minAmount()) {
      throw StripeError.invalid(
          "amount_too_small",
          "Amount must be at least %d %s cents.".formatted(currency.minAmount(), currency.code()),
          "amount");
    } else if (amount > Currency.MAX_AMOUNT) {
      throw StripeError.invalid(
          "amount_too_large",
          "Amount must be no more than %d %s cents."
              .formatted(Currency.MAX_AMOUNT, currency.code()),
          "amount");
    }
    return amount;
  }

  /** Without payment method types Stripe offers all it has, and some of them redirect. */
  private static Terms.@Nullable Redirects redirects(Params params) {
    var types = params.list("payment_method_types");
    var automatic = params.section("automatic_payment_methods");
    boolean enabled = automatic.flag("enabled");
    var redirects = automatic.choice("allow_redirects", Terms.Redirects.class);
    if (types.isEmpty()) {
      return redirects.orElse(Terms.Redirects.ALWAYS);
    } else if (enabled) {
      throw StripeError.invalid(
          "parameters_exclusive",
          "You may only specify one of these parameters: automatic_payment_methods,"
              + " payment_method_types.",
          "payment_method_types");
    } else if (!types.equals(List.of("card"))) {
      throw StripeError.invalid(
          "The stand-in knows no payment method but card.", "payment_method_types");
    }
    return null;
  }
}
