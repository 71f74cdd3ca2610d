package ticketing.gateway;

import graphql.scalars.ExtendedScalars;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/** The schema with everything that answers it. */
final class ServedSchema {

  private static final String SUBSCRIPTION = "Subscription";

  private final SchemaFiles files;
  private final GraphQLSchema annotated;

  /**
   * @throws IllegalStateException where a field cannot be answered
   */
  ServedSchema(SchemaFiles files) {
    this.files = files;
    this.annotated = files.annotated();
    SchemaCheck.check(annotated, ApiDocuments.load());
  }

  /** How each mapped field is asked for. */
  Collection<RestMapping> mappings() {
    return SchemaCheck.objects(annotated)
        .flatMap(type -> type.getFields().stream())
        .map(RestMapping::of)
        .flatMap(Optional::stream)
        .toList();
  }

  GraphQLSchema build(CallerClient client, InputBinder binder) {
    var registry = GraphQLCodeRegistry.newCodeRegistry();
    SchemaCheck.objects(annotated)
        .forEach(type ->
            type.getFields()
                .forEach(field ->
                    registry.dataFetcher(
                        FieldCoordinates.coordinates(type, field),
                        fetcher(type, field, client, binder))));
    return files.served(
        RuntimeWiring.newRuntimeWiring().scalar(dateTime()).codeRegistry(registry).build());
  }

  /** Described in our words rather than the library's. */
  private GraphQLScalarType dateTime() {
    var described = (GraphQLNamedType) annotated.getType(ExtendedScalars.DateTime.getName());
    return ExtendedScalars.DateTime.transform(
        scalar -> scalar.description(Objects.requireNonNull(described).getDescription()));
  }

  private static DataFetcher<?> fetcher(
      GraphQLObjectType type,
      GraphQLFieldDefinition field,
      CallerClient client,
      InputBinder binder) {
    return RestMapping.of(field)
        .<DataFetcher<?>>map(mapping -> {
          var rest = new RestFetcher(field, mapping, client, binder);
          return type.getName().equals(SUBSCRIPTION) ? new LiveFetcher(mapping, rest) : rest;
        })
        .or(() -> Connections.fetcher(type.getName(), field.getName()))
        .orElseGet(() -> SourceFetcher.component(field.getName()));
  }
}
