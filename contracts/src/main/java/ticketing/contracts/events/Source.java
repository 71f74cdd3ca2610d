package ticketing.contracts.events;

import java.util.Locale;

/** A service that tells of its rows, with its one JetStream stream. */
public enum Source {
  AUTH,
  TICKETS,
  ORDERS,
  EXPIRATION,
  PAYMENTS;

  /** The service's name in subjects, CloudEvents sources and {@code heard}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of its stream. */
  public String stream() {
    return name();
  }

  /** Every subject of its stream. */
  public String subjects() {
    return "ticketing." + id() + ".>";
  }
}
