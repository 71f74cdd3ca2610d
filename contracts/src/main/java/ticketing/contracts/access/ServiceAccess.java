package ticketing.contracts.access;

import static ticketing.contracts.events.Source.AUTH;
import static ticketing.contracts.events.Source.ORDERS;

import java.util.List;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;

/**
 * What a service may reach, and nothing else: whoever runs the services makes their database roles
 * and NATS users of this. A service that is not here (the gateway) reaches neither.
 */
public enum ServiceAccess {
  AUTH_SERVICE(AUTH, true, List.of(), List.of(Events.SESSION_ENDED)),
  TICKETS_SERVICE(Source.TICKETS, true, List.of(ORDERS), List.of(Events.SESSION_ENDED)),
  ORDERS_SERVICE(
      ORDERS,
      true,
      List.of(Source.TICKETS, Source.PAYMENTS, Source.EXPIRATION),
      List.of(Events.SESSION_ENDED)),
  EXPIRATION_SERVICE(Source.EXPIRATION, false, List.of(ORDERS), List.of()),
  PAYMENTS_SERVICE(Source.PAYMENTS, true, List.of(ORDERS), List.of(Events.SESSION_ENDED));

  private final Source tells;
  private final boolean ownsDatabase;
  private final List<Source> hears;
  private final List<EventType<?>> broadcasts;

  ServiceAccess(
      Source tells, boolean ownsDatabase, List<Source> hears, List<EventType<?>> broadcasts) {
    this.tells = tells;
    this.ownsDatabase = ownsDatabase;
    this.hears = hears;
    this.broadcasts = broadcasts;
  }

  /** The service's name, and that of its database, its role there and its NATS user. */
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

  /** The events of which each of its instances hears every one. */
  public List<EventType<?>> broadcasts() {
    return broadcasts;
  }
}
