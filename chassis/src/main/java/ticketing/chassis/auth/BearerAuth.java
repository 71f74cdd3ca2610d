package ticketing.chassis.auth;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.util.List;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import ticketing.chassis.events.BroadcastHearing;
import ticketing.chassis.events.EventBus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.SessionState;

/** Makes {@code @Auth Caller} and {@code @RolesAllowed} work in an application's resources. */
public final class BearerAuth {

  private BearerAuth() {}

  /** Tokens are verified with the keys that auth-svc publishes. */
  public static void install(
      EventBus bus, AuthConfig config, Clock clock, Environment environment) {
    var keys = new PublishedKeys(config.url(), clock);
    install(bus, new AccessTokens(keys, clock), clock, environment);
  }

  /**
   * Tokens are refused when their session ended. The health check {@code sessions} is up when the
   * sessions that ended lately were loaded once.
   */
  public static void install(
      EventBus bus, AccessTokens tokens, Clock clock, Environment environment) {
    var ended = new EndedSessions(clock);
    var hearing =
        BroadcastHearing.start(
            bus,
            List.of(Events.SESSION_ENDED),
            EndedSessions.REMEMBERED,
            clock,
            event -> {
              if (event.state() instanceof SessionState session) {
                ended.add(session);
              }
            },
            environment);
    environment.healthChecks().register("sessions", new Loaded(hearing));
    install(tokens, ended, environment);
  }

  private static void install(AccessTokens tokens, EndedSessions ended, Environment environment) {
    var filter =
        new BearerFilter(
            token -> tokens.verify(token).filter(caller -> !ended.contains(caller.sessionId())));
    environment.jersey().register(new AuthDynamicFeature(filter));
    environment.jersey().register(RolesAllowedDynamicFeature.class);
    environment.jersey().register(new AuthValueFactoryProvider.Binder<>(Caller.class));
  }

  private static final class Loaded extends HealthCheck {

    private final BroadcastHearing hearing;

    Loaded(BroadcastHearing hearing) {
      this.hearing = hearing;
    }

    @Override
    protected Result check() {
      return hearing.isCaughtUp()
          ? Result.healthy("ended sessions were loaded")
          : Result.unhealthy("ended sessions are not loaded yet");
    }
  }
}
