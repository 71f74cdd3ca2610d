package ticketing.contracts.access;

import static ticketing.contracts.events.Source.AUTH;
import static ticketing.contracts.events.Source.ORDERS;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;

/**
 * What a service may reach, and nothing else: whoever runs the services makes their database roles
 * and NATS users of this.
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
  PAYMENTS_SERVICE(Source.PAYMENTS, true, List.of(ORDERS), List.of(Events.SESSION_ENDED)),
  /** Keeps nothing and tells nothing; follows what its subscribers watch. */
  GATEWAY(
      "gateway",
      null,
      false,
      List.of(),
      List.of(Events.SESSION_ENDED),
      List.of(Source.TICKETS, ORDERS, Source.PAYMENTS));

  private final String id;
  private final @Nullable Source tells;
  private final boolean ownsDatabase;
  private final List<Source> hears;
  private final List<EventType<?>> broadcasts;
  private final List<Source> follows;

  ServiceAccess(
      Source tells, boolean ownsDatabase, List<Source> hears, List<EventType<?>> broadcasts) {
    this(tells.id(), tells, ownsDatabase, hears, broadcasts, List.of());
  }

  ServiceAccess(
      String id,
      @Nullable Source tells,
      boolean ownsDatabase,
      List<Source> hears,
      List<EventType<?>> broadcasts,
      List<Source> follows) {
    this.id = id;
    this.tells = tells;
    this.ownsDatabase = ownsDatabase;
    this.hears = hears;
    this.broadcasts = broadcasts;
    this.follows = follows;
  }

  /** The service's name, and that of its database, its role there and its NATS user. */
  public String id() {
    return id;
  }

  /** Whether it has a database, which nobody else enters. */
  public boolean ownsDatabase() {
    return ownsDatabase;
  }

  /** The stream that it alone makes and publishes into, if it tells anything. */
  public Optional<Source> tells() {
    return Optional.ofNullable(tells);
  }

  /** The streams of which its instances share a durable consumer. */
  public List<Source> hears() {
    return hears;
  }

  /** The events of which each of its instances hears every one. */
  public List<EventType<?>> broadcasts() {
    return broadcasts;
  }

  /** Whose events each of its instances hears as they are published, as plain NATS messages. */
  public List<Source> follows() {
    return follows;
  }
}
