package ticketing.dev.stripe;

import java.util.List;
import java.util.Optional;

/**
 * {@code POST /v1/payment_intents/{id}/capture}.
 *
 * @param part how much to take, in minor units; all where empty
 */
record CaptureIntent(String id, Optional<Long> part) implements Command {

  static CaptureIntent from(String id, Params params) {
    var part = params.integer("amount_to_capture");
    if (part.filter(amount -> amount < 1).isPresent()) {
      throw StripeError.invalid(
          "parameter_invalid_integer",
          "This value must be greater than or equal to 1.",
          "amount_to_capture");
    }
    return new CaptureIntent(id, part);
  }

  @Override
  public Outcome apply(Books books, long now) {
    var intent = books.require(id);
    intent.requireCapturable();
    var held = books.latestCharge(intent).orElseThrow();
    var step = intent.capture(held, part.orElse(intent.amountCapturable()));
    return new Outcome.Done(step.intent(), List.of(step.charge(), step.intent()));
  }
}
