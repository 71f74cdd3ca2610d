package ticketing.payments;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.ZoneOffset;
import ticketing.chassis.auth.AccessTokens;
import ticketing.chassis.auth.BearerAuth;
import ticketing.chassis.auth.PublishedKeys;
import ticketing.chassis.database.Database;
import ticketing.chassis.events.EventBus;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Relay;
import ticketing.chassis.events.TransactionalHearing;
import ticketing.chassis.http.RestBundle;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;
import ticketing.payments.stripe.StripeGateway;

/** payments-svc. */
public final class PaymentsApplication extends Application<PaymentsConfiguration> {

  public static void main(String[] args) throws Exception {
    new PaymentsApplication().run(args);
  }

  @Override
  public String getName() {
    return "payments";
  }

  @Override
  public void initialize(Bootstrap<PaymentsConfiguration> bootstrap) {
    bootstrap.addBundle(new RestBundle());
  }

  @Override
  public void run(PaymentsConfiguration config, Environment environment) {
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var database = Database.open(config.database(), environment);
    var bus = EventBus.open(getName(), config.events(), environment);
    EventLog log = Relay.open(Source.PAYMENTS, database, bus, environment);
    var tokens = new AccessTokens(new PublishedKeys(config.auth().url(), clock), clock);
    BearerAuth.install(bus, tokens, clock, environment);
    var steps = new ChargeSteps(new StripeGateway(config.stripe()), clock);
    var worker = new ChargeWorker(database.jdbi(), log, steps, clock);
    environment.lifecycle().manage(worker);
    var listener = new OrderListener(log, clock, worker::wake);
    TransactionalHearing.start(bus, database, Events.from(Source.ORDERS), listener, environment);
    var service = new ChargeService(database.jdbi(), log, clock, worker::wake);
    environment.jersey().register(new ChargeResource(service));
  }
}
