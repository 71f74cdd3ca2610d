package ticketing.payments;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
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
import ticketing.payments.stripe.StripeBooks;
import ticketing.payments.stripe.StripeGateway;
import ticketing.payments.stripe.StripeWebhook;

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
    Tracing.start(config.tracing(), environment);
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var database = Database.open(config.database(), environment);
    var bus = EventBus.open(getName(), config.events(), environment);
    EventLog log = Relay.open(Source.PAYMENTS, database, bus, environment);
    BearerAuth.install(bus, config.auth(), clock, environment);
    var audit = Audit.open(database.jdbi(), clock, environment);
    ParkedResource.register(database.jdbi(), audit, environment);
    EventLogResource.register(Source.PAYMENTS, database.jdbi(), log, audit, environment);
    ConsumersResource.register(bus, environment);
    var stripe = new StripeGateway(config.stripe());
    boolean hearsWebhooks = config.stripe().hearsWebhooks();
    var visits =
        new ChargeVisits(
            database.jdbi(), log, stripe, hearsWebhooks, clock, Tracing.of(environment));
    var worker = new ChargeWorker(database.jdbi(), visits);
    environment.lifecycle().manage(worker);
    var changes = new ChargeChanges(log, worker::wake);
    var listener = new OrderListener(changes, clock);
    TransactionalHearing.start(bus, database, Events.from(Source.ORDERS), listener, environment);
    new Reconciler(
            database.jdbi(),
            stripe,
            new StripeBooks(config.stripe()),
            config.reconciler(),
            environment.metrics(),
            clock)
        .start(environment);
    var keys = new PayKeys(clock);
    keys.sweep(database.jdbi(), environment);
    var service = new ChargeService(database.jdbi(), changes, keys, clock);
    environment.jersey().register(new ChargeResource(service));
    var charges = new ChargeAdminService(database.jdbi(), changes, audit, clock);
    environment.jersey().register(new ChargeAdminResource(charges));
    PaymentMetrics.tellHolds(database.jdbi(), environment);
    compare(config, database.jdbi(), worker, clock, environment);
    if (hearsWebhooks) {
      hearWebhooks(config, database.jdbi(), worker, clock, environment);
    }
  }

  private static void compare(
      PaymentsConfiguration config,
      Jdbi jdbi,
      ChargeWorker worker,
      Clock clock,
      Environment environment) {
    var books = new StripeBooks(config.stripe());
    var reconciliation =
        new ReconciliationService(jdbi, books, worker::wake, ReconciliationService.LIMITS, clock);
    var differences = new Differences(jdbi, reconciliation, config.reconciler(), clock);
    differences.start(environment);
    PaymentMetrics.tellDifferences(jdbi, environment);
    environment.jersey().register(new DifferenceResource(differences, reconciliation));
  }

  private static void hearWebhooks(
      PaymentsConfiguration config,
      Jdbi jdbi,
      ChargeWorker worker,
      Clock clock,
      Environment environment) {
    var webhook = new StripeWebhook(config.stripe().webhookSecret().value(), clock);
    var news = new WebhookService(jdbi, worker::wake);
    var heard = PaymentMetrics.tellSilence(clock, environment);
    environment.jersey().register(new WebhookResource(webhook, news, heard));
  }
}
