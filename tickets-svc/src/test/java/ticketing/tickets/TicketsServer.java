package ticketing.tickets;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventJson;
import ticketing.chassis.events.OtherServices;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.RunningService;
import ticketing.chassis.testing.TestDatabase;
import ticketing.contracts.Money;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.Source;
import ticketing.contracts.events.TicketState;
import ticketing.contracts.tickets.CreateTicketRequest;
import ticketing.contracts.tickets.TicketRepresentation;
import ticketing.dev.LocalNats;
import ticketing.dev.LocalPostgres;

/**
 * tickets-svc with a database and a NATS of its own, started once for all tests that ask for it.
 */
final class TicketsServer {

  private static final class Once {
    private static final TicketsServer SERVER = new TicketsServer();
  }

  /** For tests that are not made by Jupiter. */
  static TicketsServer shared() {
    return Once.SERVER;
  }

  /** Gives it to tests' constructors. */
  static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TicketsServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return shared();
    }
  }

  static final Money PRICE = new Money(2_000, "usd");

  private final LocalNats nats = LocalNats.start();
  private final OtherServices others = OtherServices.at(nats);
  private final LocalPostgres.Database database = LocalPostgres.shared().fresh();
  private final RunningService service;
  private final Jdbi jdbi = TestDatabase.open(database).jdbi();

  private TicketsServer() {
    service = RunningService.start(TicketsApplication.class, nats, database, Map.of());
  }

  RunningService service() {
    return service;
  }

  /** Called by this user. */
  RestClient as(UUID userId) {
    return service.client().as(userId);
  }

  RestClient signedOut() {
    return service.client();
  }

  TicketRepresentation create(UUID sellerId, String title) {
    return create(sellerId, title, PRICE);
  }

  TicketRepresentation create(UUID sellerId, String title, Money price) {
    return as(sellerId)
        .post("/tickets", new CreateTicketRequest(title, price))
        .as(TicketRepresentation.class);
  }

  TicketRepresentation ticket(UUID id) {
    return signedOut().get("/tickets/" + id).as(TicketRepresentation.class);
  }

  /** Tells what orders-svc would. */
  void tell(OrderState... orders) {
    for (OrderState order : orders) {
      others.tell(TestOrder.event(order));
    }
  }

  /** Tells anything at all. */
  void tell(String subject, String body) {
    others.tell(subject, body);
  }

  /** Keeps an order's event back as one that was given up; tells its id. */
  long park(OrderState order) {
    Event<OrderState> event = TestOrder.event(order);
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                insert into parked (source, aggregate_id, version, subject, body, state, tries,
                  error, due_at)
                values ('orders', :id, :version, :subject, :body, 'FAILED', 3, 'it was broken',
                  now())
                returning id
                """)
            .bind("id", event.aggregateId())
            .bind("version", event.version())
            .bind("subject", event.subject())
            .bind("body", EventJson.write(event))
            .mapTo(Long.class)
            .one());
  }

  /** What was told of the ticket, in the stream's order. */
  List<TicketState> told(UUID id) {
    return events(id).stream().map(event -> (TicketState) event.state()).toList();
  }

  List<Event<?>> events(UUID id) {
    return others.told(Source.TICKETS, id);
  }

  /** The last that was told of the ticket, as soon as it is so. */
  TicketState awaitTold(UUID id, Predicate<TicketState> expected) {
    return await()
        .until(() -> told(id), told -> !told.isEmpty() && expected.test(told.getLast()))
        .getLast();
  }

  /** How often this service got an order's event that it had applied before. */
  long duplicates() {
    return service.count("events.heard.orders.duplicates");
  }
}
