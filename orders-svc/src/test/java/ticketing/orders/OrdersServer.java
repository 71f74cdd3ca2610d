package ticketing.orders;

import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.OtherServices;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.RunningService;
import ticketing.chassis.testing.TestDatabase;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.Source;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.contracts.orders.OrderRepresentation;
import ticketing.dev.LocalNats;
import ticketing.dev.LocalPostgres;

/** orders-svc with a database and a NATS of its own, started once for all tests that ask for it. */
final class OrdersServer implements AutoCloseable {

  /** Gives it to tests' constructors, and stops it after the last of them. */
  static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == OrdersServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(OrdersServer.class))
          .computeIfAbsent(OrdersServer.class, type -> new OrdersServer(), OrdersServer.class);
    }
  }

  private final LocalNats nats = LocalNats.start();
  private final OtherServices others = OtherServices.at(nats);
  private final LocalPostgres.Database database = LocalPostgres.shared().fresh();
  private final ToldByOthers told = ToldByOthers.start();
  private final RunningService service = sister(Map.of());
  private final Jdbi jdbi = TestDatabase.open(database).jdbi();

  /** Another instance of the service, on the same database and NATS. */
  RunningService sister(Map<String, String> overrides) {
    var neighbours =
        Map.of(
            "neighbours.tickets", told.url().toString(),
            "neighbours.payments", told.url().toString(),
            "neighbours.answer", "PT20S");
    var values = new HashMap<>(neighbours);
    values.putAll(overrides);
    return RunningService.start(OrdersApplication.class, nats, database, values);
  }

  @Override
  public void close() throws InterruptedException {
    service.close();
    told.close();
    others.close();
    nats.close();
  }

  Jdbi jdbi() {
    return jdbi;
  }

  LocalNats nats() {
    return nats;
  }

  RunningService service() {
    return service;
  }

  /** What its neighbours say that they told. */
  ToldByOthers toldByOthers() {
    return told;
  }

  /** Called by this user. */
  RestClient as(UUID userId) {
    return service.client().as(userId);
  }

  /** Tells what other services would. */
  void tell(Event<?>... events) {
    others.tell(events);
  }

  /** Makes the streams that NATS lost, as other services do; true when they are there. */
  boolean makesStreams() throws Exception {
    others.makeStreams();
    return true;
  }

  /** A ticket that is for sale, and that orders-svc has heard of. */
  TestTicket ticketForSale() {
    var ticket = new TestTicket();
    tellAndAwait(ticket.created());
    return ticket;
  }

  /** Tells of a ticket, and waits until its copy is at that version. */
  void tellAndAwait(Event<?> ofTicket) {
    tell(ofTicket);
    awaitHeard(ofTicket);
  }

  /** Waits until its copy of a ticket is at that version. */
  void awaitHeard(Event<?> ofTicket) {
    await()
        .until(
            () -> jdbi.withExtension(CopyDao.class, dao -> dao.ticket(ofTicket.aggregateId())),
            copy -> copy.filter(row -> row.version() == ofTicket.version()).isPresent());
  }

  /** Tickets that are for sale, and that orders-svc has heard of. */
  List<TestTicket> ticketsForSale(int count) {
    var tickets = Stream.generate(TestTicket::new).limit(count).toList();
    tell(tickets.stream().map(TestTicket::created).toArray(Event<?>[]::new));
    await()
        .until(() ->
            jdbi.withExtension(
                CopyDao.class,
                dao -> tickets.stream().allMatch(ticket -> dao.ticket(ticket.id()).isPresent())));
    return tickets;
  }

  OrderRepresentation order(UUID buyerId, TestTicket ticket) {
    return as(buyerId)
        .post("/orders", new CreateOrderRequest(ticket.id(), null, null))
        .as(OrderRepresentation.class);
  }

  OrderRepresentation cancel(OrderRepresentation order) {
    return as(order.buyerId())
        .post("/orders/" + order.id() + "/cancellation")
        .as(OrderRepresentation.class);
  }

  /** As it stands now. */
  OrderRepresentation shown(OrderRepresentation order) {
    return as(order.buyerId()).get("/orders/" + order.id()).as(OrderRepresentation.class);
  }

  OrderRepresentation awaitShown(OrderRepresentation order, OrderStatus status) {
    return await().until(() -> shown(order), now -> now.status() == status);
  }

  /** Confirms the order's lock and authorizes its charge, so that it comes under the fence. */
  TestCharge fence(TestTicket ticket, OrderRepresentation order) {
    var charge = new TestCharge(order.id());
    tell(charge.at(ChargeStep.AUTHORIZED), ticket.lockedBy(order.id()));
    var unused = awaitShown(order, OrderStatus.AWAITING_PAYMENT);
    return charge;
  }

  /** Keeps everybody else from writing the order's row, until it is closed. */
  Handle lock(OrderRepresentation order) {
    Handle handle = jdbi.open();
    handle.begin();
    handle.execute("set local idle_in_transaction_session_timeout = 0");
    handle.execute("select from orders where id = ? for update", order.id());
    return handle;
  }

  /** Until so many transactions wait for a lock. */
  void awaitLockWaits(int count) {
    await()
        .until(() ->
            jdbi.withHandle(handle ->
                handle
                    .createQuery(
                        """
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """)
                    .mapTo(Integer.class)
                    .one())
                == count);
  }

  /** Has the order been made a day ago, and not now. */
  void letADayGoBy(OrderRepresentation order) {
    jdbi.useHandle(handle ->
        handle.execute(
            "update orders set created_at = created_at - interval '1 day' where id = ?",
            order.id()));
  }

  /** The idempotency key that the order has still. */
  Optional<String> key(OrderRepresentation order) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select idempotency_key from orders where id = :id")
            .bind("id", order.id())
            .mapTo(String.class)
            .findOne());
  }

  /** All that was told of the order. */
  List<Event<?>> events(UUID orderId) {
    return others.told(Source.ORDERS, orderId);
  }

  /** What was told of the order, as soon as the last of it is so. */
  List<OrderState> awaitTold(UUID orderId, Predicate<OrderState> last) {
    return await()
        .until(
            () -> events(orderId).stream().map(event -> (OrderState) event.state()).toList(),
            told -> !told.isEmpty() && last.test(told.getLast()));
  }
}
