package ticketing.chassis.testing;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.http.ApiResource;

/**
 * A service's OpenAPI document, for its calls to be held against: a good answer is as described, to
 * a request that is as described, and an error is a problem.
 */
public final class DescribedApi {

  // As Dropwizard lists them at the start: GET  /tickets/{id} (ticketing.tickets.TicketResource).
  private static final Pattern ENDPOINT = Pattern.compile("([A-Z]+) +(/\\S*) \\(([\\w.]+)\\)");

  private final JsonNode document;

  private DescribedApi(JsonNode document) {
    this.document = document;
  }

  /** An operation of the document, with the path as it stands there. */
  public record Operation(String method, String path, JsonNode description) {

    /** Whether it answers those alone who are signed in. */
    public boolean isSecured() {
      return !description.path("security").isEmpty()
          && Stream.of(description.path("security"))
              .flatMap(all -> Stream.iterate(0, i -> i < all.size(), i -> i + 1).map(all::get))
              .noneMatch(JsonNode::isEmpty);
    }
  }

  /** Of the module that is tested; none where it has none. */
  static Optional<DescribedApi> ofThisModule() {
    return load("/openapi.json");
  }

  /** As contracts has it, for others to rely on. */
  public static DescribedApi ofContracts(String service) {
    return load("/openapi/" + service + ".json").orElseThrow();
  }

  private static Optional<DescribedApi> load(String resource) {
    try (InputStream in = DescribedApi.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new DescribedApi(Jackson.newMinimalObjectMapper().readTree(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every operation, those with fewer variables in their paths first. */
  public Stream<Operation> operations() {
    return document.path("paths").properties().stream()
        .sorted(Comparator.comparing(path -> path.getKey().split("\\{", -1).length))
        .flatMap(path ->
            path.getValue().properties().stream()
                .map(operation ->
                    new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        operation.getValue())));
  }

  /**
   * Its operations are those of the application's resources, and contracts has it as it is.
   *
   * @param ofTests resources that a test added
   */
  public static void assertDescribes(
      String name, JsonNode served, Environment environment, Class<?>... ofTests) {
    assertThat(served)
        .as("what the service serves; make openapi takes a change over into contracts")
        .isEqualTo(ofContracts(name).document);
    var described =
        new DescribedApi(served)
            .operations()
            .map(operation -> operation.method() + " " + operation.path())
            .collect(toCollection(TreeSet::new));
    assertThat(described).isEqualTo(registered(environment, Set.of(ofTests)));
  }

  private static TreeSet<String> registered(Environment environment, Set<Class<?>> ofTests) {
    Set<String> undescribed =
        Stream.concat(Stream.of(ApiResource.class), ofTests.stream())
            .map(Class::getName)
            .collect(toSet());
    return ENDPOINT
        .matcher(environment.jersey().getResourceConfig().getEndpointsInfo())
        .results()
        .filter(endpoint -> !undescribed.contains(endpoint.group(3)))
        .map(endpoint -> endpoint.group(1) + " " + endpoint.group(2))
        .collect(toCollection(TreeSet::new));
  }

  /**
   * Holds a call against the document.
   *
   * @param path with its query
   * @param signedIn whether it named a caller
   * @param body what was sent
   */
  void check(
      String method,
      String path,
      boolean signedIn,
      @Nullable JsonNode body,
      RestClient.Reply reply) {
    String call = method + " " + path + " -> " + reply.status() + " " + reply.body();
    if (reply.status() >= 400) {
      assertThat(reply.headers().firstValue("Content-Type"))
          .as(call)
          .contains("application/problem+json");
      assertFits(call, document.at("/components/responses/problem"), reply.body());
      return;
    }
    Operation operation =
        operations()
            .filter(known -> known.method().equals(method))
            .filter(known -> matches(known.path(), path.replaceFirst("\\?.*", "")))
            .findFirst()
            .orElseThrow(() -> new AssertionError("not in the document: " + call));
    assertThat(signedIn || !operation.isSecured()).as("answered to anybody: " + call).isTrue();
    JsonNode responses = operation.description().path("responses");
    assertThat(responses.has(String.valueOf(reply.status()))).as(call).isTrue();
    assertFits(call, responses.path(String.valueOf(reply.status())), reply.body());
    if (body != null) {
      assertFits("accepted: " + call, operation.description().path("requestBody"), body);
    }
  }

  private static boolean matches(String template, String path) {
    return path.matches(template.replaceAll("\\{\\w+}", "[^/]+"));
  }

  private void assertFits(String call, JsonNode described, JsonNode json) {
    JsonNode content = described.path("content");
    if (content.isEmpty()) {
      assertThat(json.isMissingNode()).as(call).isTrue();
      return;
    }
    var schema = JsonNodeFactory.instance.objectNode();
    schema.set(
        "allOf",
        JsonNodeFactory.instance.arrayNode().add(content.iterator().next().path("schema")));
    schema.set("components", document.path("components"));
    assertThat(JsonSchemas.REGISTRY.getSchema(schema).validate(json)).as(call).isEmpty();
  }
}
