package ticketing.auth;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.ZoneOffset;
import ticketing.chassis.admin.Audit;
import ticketing.chassis.admin.EventLogResource;
import ticketing.chassis.auth.AccessTokens;
import ticketing.chassis.auth.BearerAuth;
import ticketing.chassis.database.Database;
import ticketing.chassis.events.EventBus;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.events.Relay;
import ticketing.chassis.http.Callers;
import ticketing.chassis.http.ForwardedHeader;
import ticketing.chassis.http.RestBundle;
import ticketing.chassis.observe.Metrics;
import ticketing.chassis.observe.Tracing;
import ticketing.contracts.events.Source;

/** auth-svc. */
public final class AuthApplication extends Application<AuthConfiguration> {

  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

  public static void main(String[] args) throws Exception {
    new AuthApplication().run(args);
  }

  @Override
  public String getName() {
    return "auth";
  }

  @Override
  public void initialize(Bootstrap<AuthConfiguration> bootstrap) {
    bootstrap.addBundle(new RestBundle());
    bootstrap.addCommand(new MakeAdminCommand(clock));
    bootstrap.addCommand(new NoAdminCommand(clock));
    bootstrap.addCommand(new RotateKeysCommand(clock));
  }

  @Override
  public void run(AuthConfiguration config, Environment environment) {
    Tracing.start(config.tracing(), environment);
    var database = Database.open(config.database(), environment);
    var bus = EventBus.open(getName(), config.events(), environment);
    EventLog log = Relay.open(Source.AUTH, database, bus, environment);
    var keys = CurrentKeys.open(database.jdbi(), config.keys(), clock);
    keys.start(environment);
    var tokens = new AccessTokens(keys, keys::now, clock);
    BearerAuth.install(bus, tokens, clock, environment);
    var audit = Audit.open(database.jdbi(), clock, environment);
    EventLogResource.register(Source.AUTH, database.jdbi(), log, audit, environment);
    var passwords = Passwords.open(Runtime.getRuntime().availableProcessors(), environment);
    var sessions =
        new SessionService(database.jdbi(), new SessionEnds(log), passwords, tokens, clock);
    var users = new UserService(database.jdbi(), log, passwords, sessions, clock);
    SessionSweep.start(database.jdbi(), clock, environment);
    var throttle =
        new Throttle(
            new BucketDao(database.pool(), clock), config.throttle(), config.rateLimits().hold());
    throttle.start(environment);
    var callers = new Callers(config.trustedProxies(), ForwardedHeader.FORWARDED);
    environment.jersey().register(new UserResource(users, throttle, callers));
    var accounts = new UserAdminService(database.jdbi(), UserChanges.of(log), audit, clock);
    environment.jersey().register(new UserAdminResource(accounts));
    environment
        .jersey()
        .register(new SessionResource(sessions, throttle, callers, Metrics.of(environment)));
    environment.jersey().register(new KeysResource(keys));
  }
}
