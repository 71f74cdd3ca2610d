package ticketing.chassis.events;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.setup.Environment;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import ticketing.chassis.database.Database;
import ticketing.chassis.database.DatabaseConfig;

/** One instance of a service, without HTTP: what it was given runs between start and stop. */
public final class Instance {

  private final Environment environment;
  private final Database database;
  private final EventBus bus;
  private final ContainerLifeCycle lifeCycle = new ContainerLifeCycle();

  Instance(String service, EventsConfig config, DatabaseConfig at) {
    this.environment = new Environment(service + "/" + config.instance());
    this.database = Database.open(at, environment);
    this.bus = EventBus.open(service, config, environment);
  }

  /** Starts all that was given to its environment. */
  public Instance start() throws Exception {
    environment.lifecycle().attach(lifeCycle);
    lifeCycle.start();
    return this;
  }

  /** Stops in order, as on SIGTERM. */
  public Instance stop() throws Exception {
    lifeCycle.stop();
    return this;
  }

  public Environment environment() {
    return environment;
  }

  public Database database() {
    return database;
  }

  public EventBus bus() {
    return bus;
  }

  public HealthCheck.Result health(String name) {
    return environment.healthChecks().runHealthCheck(name);
  }

  /** Counts of the metric {@code events.heard.<source>.<what>}, or of another name. */
  public long count(String metric) {
    return environment.metrics().counter(metric).getCount();
  }
}
