package ticketing.gateway;

import com.codahale.metrics.Gauge;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import ticketing.chassis.auth.AccessTokens;
import ticketing.chassis.auth.EndedSessions;
import ticketing.chassis.auth.PublishedKeys;
import ticketing.chassis.events.BroadcastHearing;
import ticketing.chassis.events.EventBus;
import ticketing.chassis.events.Following;
import ticketing.chassis.http.LongAnswer;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.Source;

/** Puts together what serves subscriptions. */
final class Live {

  private static final List<Source> WATCHED =
      List.of(Source.TICKETS, Source.ORDERS, Source.PAYMENTS);

  /** How many subscriptions look at what they watch at a time. */
  private static final int LOOKS = 64;

  private Live() {}

  static LiveDoor start(
      GatewayConfiguration config,
      GraphqlEngine engine,
      CookieSessions cookies,
      ObjectMapper mapper,
      Environment environment) {
    var clock = Clock.systemUTC();
    var ended = new EndedSessions(clock);
    var tokens = new AccessTokens(new PublishedKeys(config.services().auth(), clock), clock);
    var subscriptions = new Subscriptions(config.live(), ended, clock);
    hear(subscriptions, EventBus.open("gateway", config.events(), environment), clock, environment);
    var unused =
        environment
            .lifecycle()
            .scheduledExecutorService("subscriptions")
            .threads(1)
            .build()
            .scheduleWithFixedDelay(subscriptions::tend, 1, 1, TimeUnit.SECONDS);
    LongAnswer.beforeStop(environment, subscriptions::stop);
    environment.metrics().register("subscriptions.open", (Gauge<Integer>) subscriptions::count);
    return new LiveDoor(
        subscriptions,
        new Watch.Means(
            engine,
            new Subscribers(tokens, ended, cookies),
            mapper,
            config.calls().request(),
            new Semaphore(LOOKS)));
  }

  private static void hear(
      Subscriptions subscriptions, EventBus bus, Clock clock, Environment environment) {
    BroadcastHearing.start(
        bus,
        List.of(Events.SESSION_ENDED),
        EndedSessions.REMEMBERED,
        clock,
        subscriptions::heard,
        environment);
    Following.start(bus, WATCHED, subscriptions::heard, subscriptions::lookAgain, environment);
  }
}
