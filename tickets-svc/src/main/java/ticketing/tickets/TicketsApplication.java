package ticketing.tickets;

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
import ticketing.chassis.events.Relay;
import ticketing.chassis.events.TransactionalHearing;
import ticketing.chassis.http.RestBundle;
import ticketing.chassis.observe.Tracing;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;

/** tickets-svc. */
public final class TicketsApplication extends Application<TicketsConfiguration> {

  public static void main(String[] args) throws Exception {
    new TicketsApplication().run(args);
  }

  @Override
  public String getName() {
    return "tickets";
  }

  @Override
  public void initialize(Bootstrap<TicketsConfiguration> bootstrap) {
    bootstrap.addBundle(new RestBundle());
  }

  @Override
  public void run(TicketsConfiguration config, Environment environment) {
    Tracing.start(config.tracing(), environment);
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var database = Database.open(config.database(), environment);
    var bus = EventBus.open(getName(), config.events(), environment);
    EventLog log = Relay.open(Source.TICKETS, database, bus, environment);
    BearerAuth.install(bus, config.auth(), clock, environment);
    var audit = Audit.open(database.jdbi(), clock, environment);
    ParkedResource.register(database.jdbi(), audit, environment);
    EventLogResource.register(Source.TICKETS, database.jdbi(), log, audit, environment);
    ConsumersResource.register(bus, environment);
    TransactionalHearing.start(
        bus, database, Events.from(Source.ORDERS), new OrderListener(log, clock), environment);
    var service = new TicketService(database.jdbi(), log, clock);
    environment.jersey().register(new TicketResource(service));
    var listings = new TicketAdminService(database.jdbi(), log, audit, clock);
    environment.jersey().register(new TicketAdminResource(listings));
  }
}
