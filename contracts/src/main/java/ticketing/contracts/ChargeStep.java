package ticketing.contracts;

/** The step that a charge stands at, in payments-svc and in its events. */
public enum ChargeStep {
  CREATED(ChargeStatus.CREATED),
  OPEN(ChargeStatus.CREATED),
  CONFIRMING(ChargeStatus.CREATED),
  ACTION_REQUIRED(ChargeStatus.CREATED),
  AUTHORIZED(ChargeStatus.CREATED),
  CAPTURING(ChargeStatus.CREATED),
  VOIDING(ChargeStatus.CREATED),
  COMPLETED(ChargeStatus.COMPLETED),
  FAILED(ChargeStatus.FAILED),
  REFUNDING(ChargeStatus.COMPLETED),
  REFUNDED(ChargeStatus.COMPLETED);

  private final ChargeStatus status;

  ChargeStep(ChargeStatus status) {
    this.status = status;
  }

  public ChargeStatus status() {
    return status;
  }
}
