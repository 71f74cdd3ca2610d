package ticketing.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import ticketing.chassis.events.HeardRow;
import ticketing.orders.ChargeCopy;
import ticketing.orders.Offer;
import ticketing.orders.Order;
import ticketing.orders.TicketCopy;
import ticketing.payments.Charge;
import ticketing.payments.ChargeWork;
import ticketing.payments.OrderCopy;
import ticketing.payments.Visit;
import ticketing.tickets.Ticket;

/** All that there is in the world: one ticket, and so many orders of it, each with its charge. */
public final class Cells {

  /** How many orders there can be; a scope may allow fewer. */
  public static final int ORDERS = 5;

  /** How many buyers there are; a scope may allow fewer. */
  public static final int BUYERS = 3;

  private static int count;

  public static final Cell<Instant> NOW = cell("the clock");

  /** What people and faults may still do. */
  public static final Cell<Budget> BUDGET = cell("what may still be done");

  // tickets-svc
  public static final Cell<Ticket> TICKET = cell("the ticket");
  public static final Cell<Told> TICKET_TOLD = cell("events of the ticket");
  public static final List<Cell<HeardRow>> TICKETS_HEARD =
      ofOrders(i -> "what tickets-svc heard of " + Names.order(i));

  // orders-svc
  public static final List<Cell<Order>> ORDER = ofOrders(Names::order);
  public static final List<Cell<Told>> ORDER_TOLD = ofOrders(i -> "events of " + Names.order(i));
  public static final Cell<TicketCopy> TICKET_COPY = cell("orders-svc's copy of the ticket");
  public static final List<Cell<ChargeCopy>> CHARGE_COPY =
      ofOrders(i -> "orders-svc's copy of " + Names.charge(i));
  public static final Cell<HeardRow> ORDERS_HEARD_TICKET = cell("what orders-svc heard of tickets");
  public static final List<Cell<HeardRow>> ORDERS_HEARD_CHARGE =
      ofOrders(i -> "what orders-svc heard of " + Names.charge(i));

  /** What a buyer's open request to create an order saw. */
  public static final List<Cell<Offer>> OFFER =
      cells(BUYERS, i -> "what " + Names.buyer(i) + " saw");

  // expiration-svc and NATS's scheduler
  public static final List<Cell<Instant>> SCHEDULE =
      ofOrders(i -> "the schedule of " + Names.order(i));

  // payments-svc
  public static final List<Cell<Charge>> CHARGE = ofOrders(Names::charge);
  public static final List<Cell<Told>> CHARGE_TOLD = ofOrders(i -> "events of " + Names.charge(i));
  public static final List<Cell<OrderCopy>> ORDER_COPY =
      ofOrders(i -> "payments-svc's copy of " + Names.order(i));
  public static final List<Cell<HeardRow>> PAYMENTS_HEARD =
      ofOrders(i -> "what payments-svc heard of " + Names.order(i));
  public static final List<Cell<ChargeWork>> WORK = ofOrders(i -> "the work at " + Names.charge(i));

  /** What instances of payments-svc remember, who are at the charge. */
  public static final List<Cell<List<Visit>>> VISITS =
      ofOrders(i -> "visits of " + Names.charge(i));

  // Stripe
  public static final List<Cell<StripeAccount>> STRIPE =
      ofOrders(i -> "Stripe, for " + Names.order(i));

  /** Rows, copies, and what was heard: none may go back. */
  static final List<Cell<?>> VERSIONED =
      together(
          List.of(TICKET, TICKET_COPY, ORDERS_HEARD_TICKET),
          ORDER,
          CHARGE,
          CHARGE_COPY,
          ORDER_COPY,
          TICKETS_HEARD,
          ORDERS_HEARD_CHARGE,
          PAYMENTS_HEARD);

  /** What stories tell of. */
  static final List<Cell<?>> SHOWN = together(List.of(TICKET), ORDER, CHARGE, STRIPE);

  static final int COUNT = count;

  private Cells() {}

  /** The number of the order with this id. */
  public static int number(UUID id) {
    return Math.toIntExact(id.getLeastSignificantBits());
  }

  @SafeVarargs
  private static List<Cell<?>> together(List<? extends Cell<?>>... parts) {
    List<Cell<?>> all = new ArrayList<>();
    for (List<? extends Cell<?>> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }

  private static <T> List<Cell<T>> ofOrders(IntFunction<String> name) {
    return cells(ORDERS, name);
  }

  private static <T> List<Cell<T>> cells(int many, IntFunction<String> name) {
    List<Cell<T>> cells = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      cells.add(cell(name.apply(i)));
    }
    return List.copyOf(cells);
  }

  private static <T> Cell<T> cell(String name) {
    return new Cell<>(count++, name);
  }
}
