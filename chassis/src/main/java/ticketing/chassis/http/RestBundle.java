package ticketing.chassis.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.ConfiguredBundle;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.validation.JerseyViolationException;
import jakarta.servlet.DispatcherType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.EnumSet;
import ticketing.chassis.observe.Tracing;

/** Reads the YAML with the environment's values in it, JSON strictly, and answers in problems. */
public final class RestBundle implements ConfiguredBundle<Configuration> {

  @Override
  public void initialize(Bootstrap<?> bootstrap) {
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            bootstrap.getConfigurationSourceProvider(),
            new EnvironmentOrFiles(System::getenv).substitutor()));
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    GoneCallers.areNoFailures();
    StrictJson.strict(environment.getObjectMapper());
    if (configuration.getServerFactory() instanceof AbstractServerFactory server) {
      server.setRegisterDefaultExceptionMappers(false);
    }
    environment
        .lifecycle()
        .addServerLifecycleListener(
            server -> server.setErrorHandler(new JettyProblems(environment.getObjectMapper())));
    environment.lifecycle().addEventListener(new SecurityHeaders());
    if (configuration.getHealthFactory().isPresent()) {
      Readiness.install(environment);
    }
    var traces =
        environment.servlets().addFilter("traces", new RequestTraces(Tracing.of(environment)));
    traces.setAsyncSupported(true);
    traces.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    environment.jersey().register(new RequestMetrics(environment));
    environment.jersey().register(new BodyLimit());
    environment.jersey().register(UnreadBodies.class);
    environment.jersey().register(new StrictEnums());
    environment.jersey().register(new Instants());
    ApiResource.load().ifPresent(environment.jersey()::register);
    ApiViewer.install(environment);
    var mapper = new ProblemMapper();
    environment.jersey().register(mapper);
    environment.jersey().register(new JsonProblemMapper(mapper));
    environment.jersey().register(new ViolationProblemMapper(mapper));
  }

  /** Jackson's own provider brings a mapper for these, which the general one does not outrank. */
  record JsonProblemMapper(ProblemMapper mapper)
      implements ExceptionMapper<JsonProcessingException> {

    @Override
    public Response toResponse(JsonProcessingException malformed) {
      return mapper.toResponse(malformed);
    }
  }

  /** Jersey's own mapper of validation failures, which is always there, answers without a body. */
  record ViolationProblemMapper(ProblemMapper mapper)
      implements ExceptionMapper<JerseyViolationException> {

    @Override
    public Response toResponse(JerseyViolationException invalid) {
      return mapper.toResponse(invalid);
    }
  }
}
