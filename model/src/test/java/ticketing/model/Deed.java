package ticketing.model;

/** What people and faults do so often only, for there to be an end. */
enum Deed {
  EDIT,
  WITHDRAWAL,
  CANCELLATION,
  PAYMENT,
  LOSS_BY_NATS,
  CRASH_OF_PAYMENTS,
  STALL_OF_PAYMENTS,
  FAULT_OF_STRIPE,
  DASHBOARD,
  REFUND
}
