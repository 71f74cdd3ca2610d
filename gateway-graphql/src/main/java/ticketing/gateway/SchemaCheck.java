package ticketing.gateway;

import static java.util.stream.Collectors.toSet;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds fields that could not be answered and inputs that could not be taken, at the start: the
 * schema is walked together with the documents of the services that its fields are mapped to.
 */
final class SchemaCheck {

  /** A type as a service's answer or request shows it. */
  private record View(String type, ApiSchema schema) {}

  private final ApiDocuments documents;
  private final List<String> faults = new ArrayList<>();
  private final Set<View> seen = new HashSet<>();
  private final Set<String> reached = new HashSet<>();

  private SchemaCheck(ApiDocuments documents) {
    this.documents = documents;
  }

  /**
   * @throws IllegalStateException naming every field that is wrong
   */
  static void check(GraphQLSchema annotated, ApiDocuments documents) {
    var check = new SchemaCheck(documents);
    objects(annotated)
        .forEach(type ->
            type.getFields()
                .forEach(field ->
                    RestMapping.of(field)
                        .ifPresent(mapping -> check.mapped(type, field, mapping))));
    objects(annotated)
        .filter(type -> !check.reached.contains(type.getName()))
        .forEach(type -> type.getFields().forEach(field -> check.unreached(type, field)));
    annotated.getAllTypesAsList().stream()
        .filter(GraphQLInputObjectType.class::isInstance)
        .map(GraphQLInputObjectType.class::cast)
        .filter(type -> !check.reached.contains(type.getName()))
        .forEach(type -> check.faults.add(type.getName() + " binds to no request"));
    if (!check.faults.isEmpty()) {
      throw new IllegalStateException(
          "The schema cannot be served:\n  " + String.join("\n  ", check.faults));
    }
  }

  /** The types whose fields have to be answered. */
  static Stream<GraphQLObjectType> objects(GraphQLSchema schema) {
    return schema.getAllTypesAsList().stream()
        .filter(GraphQLObjectType.class::isInstance)
        .map(GraphQLObjectType.class::cast)
        .filter(type -> !type.getName().startsWith("__"));
  }

  private void mapped(GraphQLObjectType type, GraphQLFieldDefinition field, RestMapping mapping) {
    var check = new MappingCheck(type, field, mapping, faults);
    documents
        .operation(mapping)
        .ifPresentOrElse(
            operation -> {
              check.call(operation);
              check.body(operation).ifPresent(body -> input(body.type(), body.schema()));
              check.answer(operation).ifPresent(answer -> output(field.getType(), answer));
            },
            check::noOperation);
  }

  /** Holds what a service answers against the type that shows it. */
  private void output(GraphQLType nullable, ApiSchema schema) {
    var type = GraphQLTypeUtil.unwrapNonNull(nullable);
    if (type instanceof GraphQLList list) {
      schema.items().ifPresent(item -> output(list.getOriginalWrappedType(), item));
    } else if (type instanceof GraphQLObjectType object
        && seen.add(new View(object.getName(), schema))) {
      reached.add(object.getName());
      object.getFields().forEach(field -> output(object, field, schema));
    }
  }

  private void output(GraphQLObjectType type, GraphQLFieldDefinition field, ApiSchema schema) {
    var name = type.getName() + "." + field.getName();
    Optional<RestMapping> mapping = RestMapping.of(field);
    if (mapping.isPresent()) {
      new MappingCheck(type, field, mapping.get(), faults).source(Optional.of(schema));
      return;
    }
    if (Connections.fetcher(type.getName(), field.getName()).isPresent()) {
      Connections.shown(field.getName(), schema)
          .ifPresentOrElse(
              shown -> output(field.getType(), shown),
              () -> faults.add(name + " shows a page, but its service answers none"));
      return;
    }
    Optional<ApiSchema> property = schema.property(field.getName());
    if (property.isEmpty()) {
      faults.add(name + " has no @rest, no fetcher, and is not in what its service answers");
    } else if (!fits(field.getType(), property.get())) {
      faults.add(name + " does not fit what its service answers");
    } else if (GraphQLTypeUtil.isNonNull(field.getType()) && !schema.requires(field.getName())) {
      faults.add(name + " is never null, but what its service answers may be");
    } else {
      output(field.getType(), property.get());
    }
  }

  /** Fields of types that no service's answer was seen to show, the roots among them. */
  private void unreached(GraphQLObjectType type, GraphQLFieldDefinition field) {
    RestMapping.of(field)
        .ifPresentOrElse(
            mapping -> new MappingCheck(type, field, mapping, faults).source(Optional.empty()),
            () -> {
              if (Connections.fetcher(type.getName(), field.getName()).isEmpty()) {
                faults.add(type.getName() + "." + field.getName() + " has no @rest and no fetcher");
              }
            });
  }

  private void input(GraphQLInputObjectType type, ApiSchema schema) {
    if (!seen.add(new View(type.getName(), schema))) {
      return;
    }
    reached.add(type.getName());
    for (var field : type.getFields()) {
      var name = type.getName() + "." + field.getName();
      Optional<ApiSchema> property = schema.property(field.getName());
      if (property.isEmpty() || !fits(field.getType(), property.get())) {
        faults.add(name + " does not fit what its service takes");
      } else if (schema.requires(field.getName()) && !GraphQLTypeUtil.isNonNull(field.getType())) {
        faults.add(name + " may be null, but its service needs it");
      } else if (GraphQLTypeUtil.unwrapNonNull(field.getType())
          instanceof GraphQLInputObjectType object) {
        input(object, property.get());
      }
    }
    var names = type.getFields().stream().map(GraphQLInputObjectField::getName).collect(toSet());
    schema.properties().stream()
        .filter(property -> !names.contains(property))
        .sorted()
        .forEach(property -> faults.add(type.getName() + " lacks " + property));
  }

  private static boolean fits(GraphQLType nullable, ApiSchema schema) {
    var type = GraphQLTypeUtil.unwrapNonNull(nullable);
    return type instanceof GraphQLObjectType || type instanceof GraphQLInputObjectType
        ? !schema.properties().isEmpty()
        : schema.fits(type);
  }
}
