package ticketing.gateway;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The services' OpenAPI documents, as contracts has them. */
record ApiDocuments(Map<Service, JsonNode> documents) {

  static ApiDocuments load() {
    return new ApiDocuments(
        Arrays.stream(Service.values())
            .collect(toUnmodifiableMap(Function.identity(), ApiDocuments::read)));
  }

  private static JsonNode read(Service service) {
    String file = "/openapi/" + service.name().toLowerCase(Locale.ROOT) + ".json";
    try (var in = Objects.requireNonNull(ApiDocuments.class.getResourceAsStream(file), file)) {
      return Jackson.newMinimalObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The operation that a mapping calls; empty if its service has none such. */
  Optional<Operation> operation(RestMapping mapping) {
    JsonNode document = Objects.requireNonNull(documents.get(mapping.service()));
    return Optional.ofNullable(document.path("paths").get(mapping.path()))
        .map(path -> path.get(mapping.method().name().toLowerCase(Locale.ROOT)))
        .map(operation -> new Operation(document, operation));
  }

  /** An operation of a service. */
  record Operation(JsonNode document, JsonNode node) {

    /** A parameter of the query. */
    record Parameter(String name, boolean required, ApiSchema schema) {}

    Stream<Parameter> parameters() {
      return StreamSupport.stream(node.path("parameters").spliterator(), false)
          .filter(parameter -> parameter.path("in").asText().equals("query"))
          .map(parameter ->
              new Parameter(
                  parameter.path("name").asText(),
                  parameter.path("required").asBoolean(),
                  new ApiSchema(document, parameter.path("schema"))));
    }

    /** Whether it takes a token, needed or not: then its answer may depend on who asks. */
    boolean asksWho() {
      return !node.path("security").isEmpty();
    }

    Optional<ApiSchema> body() {
      return content(node.path("requestBody"));
    }

    /** What it answers where it did as it was asked; empty if that is nothing. */
    Optional<ApiSchema> answer() {
      return node.path("responses").properties().stream()
          .filter(response -> response.getKey().startsWith("2"))
          .findFirst()
          .flatMap(response -> content(response.getValue()));
    }

    private Optional<ApiSchema> content(JsonNode described) {
      return Optional.ofNullable(described.path("content").path("application/json").get("schema"))
          .map(schema -> new ApiSchema(document, schema));
    }
  }
}
