package ticketing.contracts.admin;

/** Why an event is kept back. */
public enum ParkedState {
  /** An earlier one of its row is missing; it is waited for. */
  WAITING,
  /** It failed, and is tried again. */
  RETRYING,
  /** It failed as often as it is tried, or cannot be read. */
  FAILED
}
