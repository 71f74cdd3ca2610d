package ticketing.gateway;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.util.Duration;
import ticketing.chassis.observe.Trace;

/**
 * Whether the gateway itself answers. It is well while services are away: it says so in its
 * answers, field by field.
 */
final class EngineCheck extends HealthCheck {

  private final GraphqlEngine engine;

  EngineCheck(GraphqlEngine engine) {
    this.engine = engine;
  }

  @Override
  protected Result check() {
    var answer =
        engine.execute(
            GraphqlRequest.of("{__typename}"),
            new RequestContext(
                new Credential.None(), Trace.NONE, "127.0.0.1", Duration.seconds(1)));
    return answer.containsKey("errors") ? Result.unhealthy("%s", answer) : Result.healthy();
  }
}
