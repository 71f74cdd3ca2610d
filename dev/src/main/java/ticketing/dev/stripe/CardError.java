package ticketing.dev.stripe;

import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a card: what its issuer answers, or what was mistyped.
 *
 * @see <a href="https://docs.stripe.com/testing#declined-payments">Stripe's test cards</a>
 * @see <a href="https://docs.stripe.com/error-codes">Stripe's error codes</a>
 */
enum CardError {
  GENERIC_DECLINE("generic_decline", "Your card was declined.", "try_again_later"),
  INSUFFICIENT_FUNDS("insufficient_funds", "Your card has insufficient funds.", "try_again_later"),
  LOST_CARD("lost_card", "Your card was declined.", "do_not_try_again"),
  STOLEN_CARD("stolen_card", "Your card was declined.", "do_not_try_again"),
  CARD_VELOCITY_EXCEEDED(
      "card_velocity_exceeded",
      "Your card was declined for making repeated attempts too frequently or exceeding its amount"
          + " limit.",
      "try_again_later"),
  FRAUDULENT("fraudulent", "Your card was declined.", null),
  TEST_MODE_LIVE_CARD(
      "test_mode_live_card",
      "Your card was declined. Your request was in test mode, but used a non test card. For a list"
          + " of valid test cards, visit: https://stripe.com/docs/testing.",
      null),
  EXPIRED_CARD(
      "expired_card", "expired_card", "Your card has expired.", "exp_month", "confirm_card_data"),
  INCORRECT_CVC(
      "incorrect_cvc",
      "incorrect_cvc",
      "Your card's security code is incorrect.",
      "cvc",
      "confirm_card_data"),
  PROCESSING_ERROR(
      "processing_error",
      "processing_error",
      "An error occurred while processing your card. Try again in a little bit.",
      null,
      "try_again_later"),
  INCORRECT_NUMBER("incorrect_number", null, "Your card number is incorrect.", "number", null),
  INVALID_NUMBER(
      "invalid_number", null, "The card number is not a valid credit card number.", "number", null),
  INVALID_EXPIRY_MONTH(
      "invalid_expiry_month", null, "Your card's expiration month is invalid.", "exp_month", null),
  INVALID_EXPIRY_YEAR(
      "invalid_expiry_year", null, "Your card's expiration year is invalid.", "exp_year", null),
  INVALID_CVC("invalid_cvc", null, "Your card's security code is invalid.", "cvc", null),
  /** The buyer did not answer the bank, or not as the bank wanted. */
  AUTHENTICATION_FAILURE(
      "payment_intent_authentication_failure",
      null,
      "The provided PaymentMethod has failed authentication. You can provide payment_method_data or"
          + " a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
      null,
      null);

  private final String code;
  private final @Nullable String declineCode;
  private final String message;
  private final @Nullable String param;
  private final @Nullable String advice;

  CardError(String declineCode, String message, @Nullable String advice) {
    this("card_declined", declineCode, message, null, advice);
  }

  CardError(
      String code,
      @Nullable String declineCode,
      String message,
      @Nullable String param,
      @Nullable String advice) {
    this.code = code;
    this.declineCode = declineCode;
    this.message = message;
    this.param = param;
    this.advice = advice;
  }

  String code() {
    return code;
  }

  String type() {
    return this == AUTHENTICATION_FAILURE ? "invalid_request_error" : "card_error";
  }

  /** Null where no issuer was asked. */
  @Nullable String declineCode() {
    return declineCode;
  }

  String message() {
    return message;
  }

  /** Which part of the card is wrong. */
  @Nullable String param() {
    return param;
  }

  /** What the issuer advises to do next. */
  @Nullable String advice() {
    return advice;
  }
}
