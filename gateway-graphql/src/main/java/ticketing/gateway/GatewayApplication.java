package ticketing.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.lifecycle.AutoCloseableManager;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.concurrent.Executors;
import ticketing.chassis.http.RestBundle;
import ticketing.chassis.observe.Metrics;
import ticketing.chassis.observe.Tracing;

/** Starts the gateway. */
public final class GatewayApplication extends Application<GatewayConfiguration> {

  /** Of a service's answer, in bytes: 100 sellers' pages of 100 tickets with the longest titles. */
  private static final long MAX_ANSWER = 16L << 20;

  public static void main(String[] args) throws Exception {
    new GatewayApplication().run(args);
  }

  @Override
  public String getName() {
    return "gateway";
  }

  @Override
  public void initialize(Bootstrap<GatewayConfiguration> bootstrap) {
    bootstrap.addBundle(new RestBundle());
  }

  @Override
  public void run(GatewayConfiguration config, Environment environment) {
    Tracing.start(config.tracing(), environment);
    var calls = config.calls();
    var limits = config.limits();
    var mapper =
        Jackson.newObjectMapper(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder().maxDocumentLength(MAX_ANSWER).build())
                .build());
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    var http = ServiceHttp.client(calls);
    environment.lifecycle().manage(new AutoCloseableManager(threads));
    environment.lifecycle().manage(new AutoCloseableManager(http));

    var schema = new ServedSchema(SchemaFiles.load());
    var rest =
        new RestClient(http, config.services(), calls, mapper, threads, Tracing.of(environment));
    var cookies = new CookieSessions(rest, mapper, InstantSource.system());
    var client = new CallerClient(rest, cookies);
    var engine =
        new GraphqlEngine(
            schema.build(client, new InputBinder(mapper, environment.getValidator())),
            new RestLoader(client, schema.mappings()),
            limits,
            config.introspection(),
            Metrics.of(environment));

    environment.healthChecks().register("graphql", new EngineCheck(engine));
    servePages(config, environment);
    environment
        .jersey()
        .register(
            new GraphqlResource(
                engine,
                mapper,
                Math.toIntExact(limits.body().toBytes()),
                calls.request(),
                config.callers(),
                Live.start(config, engine, cookies, mapper, environment)));
  }

  private static void servePages(GatewayConfiguration config, Environment environment) {
    var traces = environment.servlets().addFilter("trace-ids", new TraceIds());
    traces.setAsyncSupported(true);
    // After the filter that gives the request its trace.
    traces.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/graphql");
    environment.jersey().register(new PagesResource(new WebFiles("/web"), config.stripe()));
  }
}
