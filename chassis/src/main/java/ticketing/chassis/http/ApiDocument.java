package ticketing.chassis.http;

import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Problem;

/**
 * Completes a service's OpenAPI document while it is built: who may call, the problem that any call
 * may answer, and what may be null. The build gives each operation its method's full name as an id;
 * in the document it is the method's own.
 */
public final class ApiDocument implements OASFilter {

  static final String PROBLEM = "problem";
  static final String BEARER = "bearer";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    var types = new ApiTypes(document.getComponents());
    document
        .getPaths()
        .getPathItems()
        .values()
        .forEach(
            path -> path.getOperations().values().forEach(operation -> complete(operation, types)));
    document.getComponents().getResponses().values().stream()
        .flatMap(response -> schemas(response.getContent()))
        .forEach(schema -> types.complete(schema, Problem.class));
  }

  private static void complete(Operation operation, ApiTypes types) {
    Method method = method(operation);
    operation.setOperationId(method.getName());
    operation.addTag(method.getDeclaringClass().getSimpleName().replace("Resource", ""));
    secure(operation, method);
    // A list that may not be empty may not be left out.
    Stream.ofNullable(operation.getParameters())
        .flatMap(List::stream)
        .filter(parameter -> parameter.getSchema() != null)
        .filter(parameter -> parameter.getSchema().getMinItems() != null)
        .forEach(parameter -> parameter.setRequired(true));
    completeBody(operation, method, types);
    Type answer = answer(method);
    operation.getResponses().getAPIResponses().values().stream()
        .flatMap(response -> schemas(response.getContent()))
        .forEach(schema -> types.complete(schema, answer));
    operation.getResponses().setDefaultValue(OASFactory.createAPIResponse().ref(PROBLEM));
  }

  private static Method method(Operation operation) {
    String[] name = operation.getOperationId().split("_", 2);
    try {
      return Arrays.stream(Class.forName(name[0]).getDeclaredMethods())
          .filter(method -> method.getName().equals(name[1]))
          .reduce((one, other) -> {
            throw new IllegalStateException("two methods are called " + operation.getOperationId());
          })
          .orElseThrow();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void secure(Operation operation, Method method) {
    Optional<Parameter> caller =
        Arrays.stream(method.getParameters())
            .filter(parameter -> parameter.isAnnotationPresent(Auth.class))
            .findAny();
    caller.ifPresent(parameter -> {
      operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(BEARER));
      if (parameter.getType() == Optional.class) {
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement());
      }
    });
    @Nullable RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
    if (roles != null) {
      operation.addExtension("x-roles", List.of(roles.value()));
    }
  }

  /** Takes a body away where the build took another parameter, the caller, for one. */
  private static void completeBody(Operation operation, Method method, ApiTypes types) {
    Optional<Type> body =
        Arrays.stream(method.getParameters())
            .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
            .map(Parameter::getParameterizedType)
            .findAny();
    Stream<Schema> said =
        Stream.ofNullable(operation.getRequestBody()).flatMap(taken -> schemas(taken.getContent()));
    if (body.isPresent()) {
      said.forEach(schema -> types.completeRequest(schema, body.get()));
    } else {
      said.forEach(types::remove);
      operation.setRequestBody(null);
    }
  }

  private static Type answer(Method method) {
    @Nullable APIResponseSchema said = method.getAnnotation(APIResponseSchema.class);
    return said == null ? method.getGenericReturnType() : said.value();
  }

  private static Stream<Schema> schemas(@Nullable Content content) {
    return content == null
        ? Stream.empty()
        : content.getMediaTypes().values().stream()
            .map(MediaType::getSchema)
            .flatMap(Stream::ofNullable);
  }
}
