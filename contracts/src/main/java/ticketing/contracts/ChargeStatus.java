package ticketing.contracts;

/** What the buyer is told of a charge; {@link ChargeStep} says more. */
public enum ChargeStatus {
  CREATED,
  FAILED,
  COMPLETED
}
