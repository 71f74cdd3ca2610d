package ticketing.gateway;

import java.util.Locale;

/** A service behind the gateway; named the same in the schema's {@code RestService}. */
enum Service {
  AUTH,
  TICKETS,
  ORDERS,
  PAYMENTS;

  /** Its name in {@code extensions.service} and in logs. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
