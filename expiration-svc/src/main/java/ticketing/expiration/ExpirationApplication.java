package ticketing.expiration;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.InstantSource;
import java.util.List;
import ticketing.chassis.events.DurableHearing;
import ticketing.chassis.events.EventBus;
import ticketing.chassis.http.RestBundle;
import ticketing.chassis.observe.Tracing;
import ticketing.contracts.events.Events;

/** expiration-svc. */
public final class ExpirationApplication extends Application<ExpirationConfiguration> {

  public static void main(String[] args) throws Exception {
    new ExpirationApplication().run(args);
  }

  @Override
  public String getName() {
    return "expiration";
  }

  @Override
  public void initialize(Bootstrap<ExpirationConfiguration> bootstrap) {
    bootstrap.addBundle(new RestBundle());
  }

  @Override
  public void run(ExpirationConfiguration config, Environment environment) {
    Tracing.start(config.tracing(), environment);
    var bus = EventBus.open(getName(), config.events(), environment);
    var schedules = new Schedules(bus, config.events().replicas());
    environment.lifecycle().manage(schedules);
    var handler = new OrderHandler(schedules, InstantSource.system());
    DurableHearing.start(bus, List.of(Events.ORDER_CREATED), handler, environment);
  }
}
