package ticketing.contracts.events;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Every kind of event that there is. Names and subjects stay as they are: streams keep them. */
public final class Events {

  public static final EventType<UserState> USER_SIGNED_UP =
      new EventType<>("user.signed-up", Source.AUTH, "signed-up", UserState.class);
  public static final EventType<UserState> USER_UPDATED =
      new EventType<>("user.updated", Source.AUTH, "updated", UserState.class);
  public static final EventType<SessionState> SESSION_ENDED =
      new EventType<>("session.ended", Source.AUTH, "session-ended", SessionState.class);

  public static final EventType<TicketState> TICKET_CREATED =
      new EventType<>("ticket.created", Source.TICKETS, "created", TicketState.class);
  public static final EventType<TicketState> TICKET_UPDATED =
      new EventType<>("ticket.updated", Source.TICKETS, "updated", TicketState.class);

  public static final EventType<OrderState> ORDER_CREATED =
      new EventType<>("order.created", Source.ORDERS, "created", OrderState.class);
  public static final EventType<OrderState> ORDER_AWAITING_PAYMENT =
      new EventType<>(
          "order.awaiting-payment", Source.ORDERS, "awaiting-payment", OrderState.class);
  public static final EventType<OrderState> ORDER_COMPLETED =
      new EventType<>("order.completed", Source.ORDERS, "completed", OrderState.class);
  public static final EventType<OrderState> ORDER_CANCELLED =
      new EventType<>("order.cancelled", Source.ORDERS, "cancelled", OrderState.class);

  public static final EventType<ExpirationDue> EXPIRATION_DUE =
      new EventType<>("expiration.due", Source.EXPIRATION, "due", ExpirationDue.class);

  public static final EventType<ChargeState> CHARGE_CREATED =
      new EventType<>("charge.created", Source.PAYMENTS, "created", ChargeState.class);
  public static final EventType<ChargeState> CHARGE_UPDATED =
      new EventType<>("charge.updated", Source.PAYMENTS, "updated", ChargeState.class);
  public static final EventType<ChargeState> CHARGE_AUTHORIZED =
      new EventType<>("charge.authorized", Source.PAYMENTS, "authorized", ChargeState.class);
  public static final EventType<ChargeState> CHARGE_COMPLETED =
      new EventType<>("charge.completed", Source.PAYMENTS, "completed", ChargeState.class);
  public static final EventType<ChargeState> CHARGE_FAILED =
      new EventType<>("charge.failed", Source.PAYMENTS, "failed", ChargeState.class);
  public static final EventType<ChargeState> CHARGE_REFUNDED =
      new EventType<>("charge.refunded", Source.PAYMENTS, "refunded", ChargeState.class);

  public static final List<EventType<?>> ALL =
      List.of(
          USER_SIGNED_UP,
          USER_UPDATED,
          SESSION_ENDED,
          TICKET_CREATED,
          TICKET_UPDATED,
          ORDER_CREATED,
          ORDER_AWAITING_PAYMENT,
          ORDER_COMPLETED,
          ORDER_CANCELLED,
          EXPIRATION_DUE,
          CHARGE_CREATED,
          CHARGE_UPDATED,
          CHARGE_AUTHORIZED,
          CHARGE_COMPLETED,
          CHARGE_FAILED,
          CHARGE_REFUNDED);

  private static final Map<String, EventType<?>> BY_NAME =
      ALL.stream().collect(toUnmodifiableMap(EventType::name, Function.identity()));

  private Events() {}

  /** Every kind that the source tells. */
  public static List<EventType<?>> from(Source source) {
    return ALL.stream().filter(type -> type.source() == source).toList();
  }

  /** The kind with this CloudEvents type. */
  public static Optional<EventType<?>> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
