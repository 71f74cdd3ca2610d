package ticketing.dev.stripe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/refunds}.
 *
 * @param charge the charge's id, where it is not named by its intent
 * @param amount in minor units; all that is left where empty
 * @param course how it goes; as the card wants where empty
 */
record CreateRefund(
    Optional<String> intent,
    Optional<String> charge,
    Optional<Long> amount,
    Refund.@Nullable Reason reason,
    Map<String, String> metadata,
    Optional<Refund.Course> course)
    implements Command {

  static CreateRefund from(Params params) {
    var intent = params.text("payment_intent");
    var charge = params.text("charge");
    if (intent.isEmpty() && charge.isEmpty()) {
      throw StripeError.invalid(
          "parameter_missing",
          "One of the following params should be provided for this request: payment_intent or"
              + " charge.",
          null);
    }
    var amount = params.integer("amount");
    if (amount.filter(part -> part < 1).isPresent()) {
      throw StripeError.invalid(
          "parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
    }
    var reason = params.choice("reason", Refund.Reason.class).orElse(null);
    return new CreateRefund(
        intent, charge, amount, reason, Metadata.from(params), Optional.empty());
  }

  /** The same, going as who runs the stand-in wants. */
  CreateRefund going(Refund.Course course) {
    return new CreateRefund(intent, charge, amount, reason, metadata, Optional.of(course));
  }

  @Override
  public Outcome apply(Books books, long now) {
    var captured = captured(books);
    long left = captured.amount() - captured.amountRefunded();
    if (left == 0) {
      throw StripeError.invalid(
          "charge_already_refunded",
          "Charge %s has already been refunded.".formatted(captured.id()),
          null);
    }
    long part = amount.orElse(left);
    if (part > left) {
      throw StripeError.invalid(
          "Refund amount (%d %s cents) is greater than unrefunded amount on charge (%d %s cents)"
              .formatted(part, captured.currency(), left, captured.currency()),
          "amount");
    }
    var refund =
        Refund.of(
            Ids.next("re"),
            captured,
            part,
            reason,
            metadata,
            course.orElse(captured.method().card().refunds()),
            now);
    return new Outcome.Done(
        refund, refund.failed() ? List.of(refund) : List.of(captured.refund(part), refund));
  }

  private Charge captured(Books books) {
    var ofIntent =
        intent.map(id ->
            books
                .intent(id)
                .orElseThrow(() -> StripeError.missing("payment_intent", id, "payment_intent")));
    var named =
        charge.map(
            id -> books.charge(id).orElseThrow(() -> StripeError.missing("charge", id, "charge")));
    String intentId = ofIntent.map(Intent::id).or(() -> named.map(Charge::intent)).orElseThrow();
    return named
        .or(() -> ofIntent.flatMap(books::latestCharge))
        .filter(found -> found.captured() && found.intent().equals(intentId))
        .orElseThrow(() ->
            StripeError.invalid(
                "This PaymentIntent (%s) does not have a successful charge to refund."
                    .formatted(intentId),
                null));
  }
}
