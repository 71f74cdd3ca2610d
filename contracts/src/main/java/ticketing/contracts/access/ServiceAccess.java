package ticketing.contracts.access;

import static ticketing.contracts.events.Source.AUTH;
import static ticketing.contracts.events.Source.ORDERS;

import java.util.List;
import ticketing.contracts.events.Source;

/**
 * What a service may reach, and nothing else: whoever runs the services makes their database roles
 * of this. A service that is not here (the gateway) has neither a database nor a stream.
 */
public enum ServiceAccess {
  AUTH_SERVICE(AUTH, true, List.of()),
  TICKETS_SERVICE(Source.TICKETS, true, List.of(ORDERS)),
  ORDERS_SERVICE(ORDERS, true, List.of(Source.TICKETS, Source.PAYMENTS, Source.EXPIRATION)),
  EXPIRATION_SERVICE(Source.EXPIRATION, false, List.of(ORDERS)),
  PAYMENTS_SERVICE(Source.PAYMENTS, true, List.of(ORDERS));

  private final Source tells;
  private final boolean ownsDatabase;
  private final List<Source> hears;

  ServiceAccess(Source tells, boolean ownsDatabase, List<Source> hears) {
    this.tells = tells;
    this.ownsDatabase = ownsDatabase;
    this.hears = hears;
  }

  /** The service's name, and that of its database and its role there. */
  public String id() {
    return tells.id();
  }

  /** Whether it has a database, which nobody else enters. */
  public boolean ownsDatabase() {
    return ownsDatabase;
  }

  /** The stream that it alone makes and publishes into. */
  public Source tells() {
    return tells;
  }

  /** The streams of which its instances share a durable consumer. */
  public List<Source> hears() {
    return hears;
  }
}
