package ticketing.dev.stripe;

/**
 * What the buyer answers the bank.
 *
 * @param clientSecret the intent's, which is all that the bank asks for
 * @param complete whether the buyer is who the bank thinks
 */
record AnswerBank(String clientSecret, boolean complete) implements Command {

  @Override
  public Outcome apply(Books books, long now) {
    var intent = books.bySecret(clientSecret).orElseThrow(() -> StripeError.noSecret());
    intent.requireChallenged();
    var method = books.method(String.valueOf(intent.paymentMethod())).orElseThrow();
    if (!complete) {
      return new Outcome.Done(intent.unauthenticated(method));
    }
    return ConfirmIntent.outcome(intent.authenticated(method, Ids.next("ch"), now), method);
  }
}
