package ticketing.gateway;

import static java.util.stream.Collectors.toSet;

import graphql.Scalars;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds fields that could not be answered and inputs that could not be bound, at the start. */
final class SchemaCheck {

  private final List<String> faults = new ArrayList<>();

  private SchemaCheck() {}

  /**
   * @throws IllegalStateException naming every field that is wrong
   */
  static void check(GraphQLSchema annotated) {
    var check = new SchemaCheck();
    objects(annotated)
        .forEach(type -> type.getFields().forEach(field -> check.output(type, field)));
    annotated.getAllTypesAsList().stream()
        .filter(GraphQLInputObjectType.class::isInstance)
        .map(GraphQLInputObjectType.class::cast)
        .forEach(check::input);
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

  private void output(GraphQLObjectType type, GraphQLFieldDefinition field) {
    var name = type.getName() + "." + field.getName();
    var mapping = RestMapping.of(field);
    if (mapping.isPresent()) {
      mapped(name, type, field, mapping.get());
    } else if (Connections.fetcher(type.getName(), field.getName()).isEmpty()) {
      component(name, type, field);
    }
  }

  private void component(String name, GraphQLObjectType type, GraphQLFieldDefinition field) {
    var component = ContractTypes.component(type, field.getName());
    if (component.isEmpty()) {
      faults.add(name + " has no @rest, no fetcher, and no component in " + record(type));
    } else if (!ContractTypes.fits(field.getType(), component.get())) {
      faults.add(name + " does not fit " + component.get() + " of " + record(type));
    } else if (GraphQLTypeUtil.isNonNull(field.getType())
        && ContractTypes.mayBeNull(component.get())) {
      faults.add(name + " is never null, but its component in " + record(type) + " may be");
    }
  }

  private void mapped(
      String name, GraphQLObjectType type, GraphQLFieldDefinition field, RestMapping mapping) {
    mapping
        .variables()
        .filter(variable -> !isId(field.getArgument(variable)))
        .forEach(variable -> faults.add(name + " has no id " + variable + " for its path"));
    var body = mapping.body();
    if (body != null) {
      var argument = field.getArgument(body);
      if (argument == null || ContractTypes.record(argument.getType()) == null) {
        faults.add(name + " has no argument " + body + " that binds to a request");
      }
    }
    var from = mapping.from();
    if (mapping.batch() != null
        && (from == null
            || !(isId(field.getArgument(from))
                || ContractTypes.component(type, from)
                    .filter(component -> ContractTypes.fits(Scalars.GraphQLID, component))
                    .isPresent()))) {
      faults.add(name + " has no id " + from + " to ask by");
    }
  }

  private static boolean isId(@Nullable GraphQLArgument argument) {
    return argument != null
        && GraphQLTypeUtil.isNonNull(argument.getType())
        && GraphQLTypeUtil.unwrapNonNull(argument.getType()).equals(Scalars.GraphQLID);
  }

  private void input(GraphQLInputObjectType type) {
    @Nullable Class<? extends Record> record = ContractTypes.record(type);
    if (record == null) {
      faults.add(type.getName() + " binds to no request");
      return;
    }
    for (var field : type.getFields()) {
      var component = ContractTypes.component(type, field.getName());
      if (component.isEmpty() || !ContractTypes.fits(field.getType(), component.get())) {
        faults.add(type.getName() + "." + field.getName() + " does not fit " + record(type));
      }
    }
    var names = type.getFields().stream().map(GraphQLInputObjectField::getName).collect(toSet());
    Arrays.stream(record.getRecordComponents())
        .filter(component -> !names.contains(component.getName()))
        .forEach(component -> faults.add(type.getName() + " lacks " + component.getName()));
  }

  private static String record(GraphQLType type) {
    @Nullable Class<? extends Record> record = ContractTypes.record(type);
    return record == null ? "any record" : record.getSimpleName();
  }
}
