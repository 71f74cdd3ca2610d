package ticketing.orders;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.ZoneOffset;
import ticketing.chassis.admin.Audit;
import ticketing.chassis.admin.ConsumersResource;
import ticketing.chassis.admin.EventLogResource;
import ticketing.chassis.admin.ParkedResource;
import ticketing.chassis.auth.BearerAuth;
import ticketing.chassis.database.Database;
import ticketing.chassis.events.EventBus;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Listener;
import ticketing.chassis.events.Relay;
import ticketing.chassis.events.TransactionalHearing;
import ticketing.chassis.http.RestBundle;
import ticketing.chassis.observe.Tracing;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;

/** orders-svc. */
public final class OrdersApplication extends Application<OrdersConfiguration> {

  public static void main(String[] args) throws Exception {
    new OrdersApplication().run(args);
  }

  @Override
  public String getName() {
    return "orders";
  }

  @Override
  public void initialize(Bootstrap<OrdersConfiguration> bootstrap) {
    bootstrap.addBundle(new RestBundle());
  }

  @Override
  public void run(OrdersConfiguration config, Environment environment) {
    Tracing.start(config.tracing(), environment);
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var database = Database.open(config.database(), environment);
    var bus = EventBus.open(getName(), config.events(), environment);
    EventLog log = Relay.open(Source.ORDERS, database, bus, environment);
    BearerAuth.install(bus, config.auth(), clock, environment);
    var audit = Audit.open(database.jdbi(), clock, environment);
    ParkedResource.register(database.jdbi(), audit, environment);
    EventLogResource.register(Source.ORDERS, database.jdbi(), log, audit, environment);
    ConsumersResource.register(bus, environment);
    hear(Source.TICKETS, new TicketListener(log), bus, database, environment);
    hear(Source.PAYMENTS, new ChargeListener(log), bus, database, environment);
    var lateness = new ExpiryLateness(environment);
    hear(Source.EXPIRATION, new ExpirationListener(log, lateness), bus, database, environment);
    OrderSweep.start(database.jdbi(), log, lateness, environment);
    KeySweep.start(database.jdbi(), environment);
    boolean limited = config.rateLimits().hold();
    var service = new OrderService(database.jdbi(), log, config.lock(), limited, clock);
    environment.jersey().register(new OrderResource(service));
    var admins = new OrderAdminService(database.jdbi(), log, audit);
    var neighbours = Neighbours.open(config.neighbours(), environment);
    var stories = new StoryService(database.jdbi(), neighbours);
    environment.jersey().register(new OrderAdminResource(admins, stories));
  }

  private static void hear(
      Source source, Listener listener, EventBus bus, Database database, Environment environment) {
    TransactionalHearing.start(bus, database, Events.from(source), listener, environment);
  }
}
