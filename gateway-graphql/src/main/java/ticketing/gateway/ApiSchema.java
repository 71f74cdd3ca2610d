package ticketing.gateway;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A schema of an OpenAPI document: what a service answers or takes in one place.
 *
 * @param document that it stands in
 * @param node as it is written there
 */
record ApiSchema(JsonNode document, JsonNode node) {

  /** The schema behind a reference, also one that may be null instead. */
  private JsonNode resolved() {
    JsonNode at = node;
    for (JsonNode one : node.path("anyOf")) {
      if (!one.path("type").asText().equals("null")) {
        at = one;
      }
    }
    String reference = at.path("$ref").asText();
    return reference.isEmpty() ? at : document.at(reference.substring(1));
  }

  boolean mayBeNull() {
    return Stream.of(node.path("anyOf"), node.path("type"))
        .flatMap(ApiSchema::elements)
        .anyMatch(one -> one.asText().equals("null") || one.path("type").asText().equals("null"));
  }

  Optional<ApiSchema> property(String name) {
    return Optional.ofNullable(resolved().path("properties").get(name)).map(this::at);
  }

  Set<String> properties() {
    return resolved().path("properties").properties().stream().map(Entry::getKey).collect(toSet());
  }

  /** Whether the property is always there, and never null. */
  boolean requires(String name) {
    return elements(resolved().path("required")).anyMatch(one -> one.asText().equals(name))
        && property(name).filter(ApiSchema::mayBeNull).isEmpty();
  }

  /** Of an array of such. */
  ApiSchema arrayOf() {
    return at(JsonNodeFactory.instance.objectNode().set("items", node));
  }

  /** Of an array. */
  Optional<ApiSchema> items() {
    return Optional.ofNullable(resolved().get("items")).map(this::at);
  }

  /** At most as many items; any number where it does not say. */
  int maxItems() {
    return resolved().path("maxItems").asInt(Integer.MAX_VALUE);
  }

  boolean isId() {
    return is("string", "uuid");
  }

  /** Whether a scalar, an enum or a list of them can show what is here, or the other way round. */
  boolean fits(GraphQLType nullable) {
    return switch (GraphQLTypeUtil.unwrapNonNull(nullable)) {
      case GraphQLScalarType scalar ->
          switch (scalar.getName()) {
            case "ID" -> isId();
            case "DateTime" -> is("string", "date-time");
            case "String" -> is("string", "") && !resolved().has("enum");
            case "Int" -> is("integer", "int32");
            case "Boolean" -> is("boolean", "");
            default -> false;
          };
      case GraphQLEnumType names ->
          elements(resolved().path("enum"))
              .map(JsonNode::asText)
              .collect(toSet())
              .equals(
                  names.getValues().stream()
                      .map(GraphQLEnumValueDefinition::getName)
                      .collect(toSet()));
      case GraphQLList list ->
          items().filter(item -> item.fits(list.getOriginalWrappedType())).isPresent();
      default -> false;
    };
  }

  private boolean is(String type, String format) {
    return (elements(resolved().path("type")).anyMatch(one -> one.asText().equals(type))
            || resolved().path("type").asText().equals(type))
        && resolved().path("format").asText().equals(format);
  }

  private ApiSchema at(JsonNode other) {
    return new ApiSchema(document, Objects.requireNonNull(other));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
