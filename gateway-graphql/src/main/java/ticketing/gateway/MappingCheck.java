package ticketing.gateway;

import graphql.Scalars;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Batch;
import ticketing.gateway.ApiDocuments.Operation;
import ticketing.gateway.ApiDocuments.Operation.Parameter;

/** Holds a field's {@code @rest} against the operation that it calls. */
final class MappingCheck {

  /** An input and what its service takes for it. */
  record Body(GraphQLInputObjectType type, ApiSchema schema) {}

  private final String name;
  private final GraphQLFieldDefinition field;
  private final RestMapping mapping;
  private final List<String> faults;

  MappingCheck(
      GraphQLObjectType type,
      GraphQLFieldDefinition field,
      RestMapping mapping,
      List<String> faults) {
    this.name = type.getName() + "." + field.getName();
    this.field = field;
    this.mapping = mapping;
    this.faults = faults;
  }

  private void fault(String what) {
    faults.add(name + " " + what);
  }

  void noOperation() {
    ids();
    fault(
        "calls %s %s, which %s has not"
            .formatted(mapping.method(), mapping.path(), mapping.service()));
  }

  /** Who asks, the path's variables and the query's parameters. */
  void call(Operation operation) {
    ids();
    if (mapping.anonymous() && operation.asksWho()) {
      fault("does not tell who asks, but its service asks for it");
    }
    var taken = operation.parameters().collect(Collectors.toMap(Parameter::name, one -> one));
    for (var argument : field.getArguments()) {
      if (mapping.isPlaced(argument.getName())) {
        continue;
      }
      @Nullable Parameter parameter = taken.get(argument.getName());
      if (parameter == null) {
        fault("has an argument " + argument.getName() + " that its service does not take");
      } else if (!parameter.schema().fits(argument.getType())) {
        fault(
            "has an argument " + argument.getName() + " that does not fit what its service takes");
      }
    }
    taken.values().stream()
        .filter(Parameter::required)
        .filter(parameter -> !isGiven(parameter.name()))
        .forEach(parameter -> fault("does not give " + parameter.name() + ", which is required"));
    var batch = mapping.batch();
    if (batch != null) {
      @Nullable Parameter many = taken.get(batch.ids());
      if (many == null
          || many.schema().items().filter(ApiSchema::isId).isEmpty()
          || many.schema().maxItems() < Batch.MAX_IDS) {
        fault("cannot ask for many by " + batch.ids());
      }
    }
  }

  private boolean isGiven(String parameter) {
    @Nullable GraphQLArgument argument = field.getArgument(parameter);
    return argument == null
        ? mapping.batch() != null && mapping.batch().ids().equals(parameter)
        : GraphQLTypeUtil.isNonNull(argument.getType()) || argument.hasSetDefaultValue();
  }

  private void ids() {
    mapping
        .variables()
        .filter(variable -> !isId(field.getArgument(variable)))
        .forEach(variable -> fault("has no id " + variable + " for its path"));
  }

  private static boolean isId(@Nullable GraphQLArgument argument) {
    return argument != null
        && GraphQLTypeUtil.isNonNull(argument.getType())
        && GraphQLTypeUtil.unwrapNonNull(argument.getType()).equals(Scalars.GraphQLID);
  }

  /** What is sent; empty if nothing is, or if it cannot be. */
  Optional<Body> body(Operation operation) {
    @Nullable String argument = mapping.body();
    Optional<ApiSchema> taken = operation.body();
    if (argument == null) {
      taken.ifPresent(schema -> fault("sends no body, but its service needs one"));
      return Optional.empty();
    }
    if (field.getArgument(argument) == null
        || !(GraphQLTypeUtil.unwrapNonNull(field.getArgument(argument).getType())
            instanceof GraphQLInputObjectType input)
        || taken.isEmpty()) {
      fault("has no argument " + argument + " that binds to a request");
      return Optional.empty();
    }
    return Optional.of(new Body(input, taken.get()));
  }

  /** What the field shows of the answer; empty if there is nothing to show, or if it cannot. */
  Optional<ApiSchema> answer(Operation operation) {
    var batch = mapping.batch();
    if (batch == null) {
      if (operation.answer().isEmpty()
          && !GraphQLTypeUtil.unwrapNonNull(field.getType()).equals(Scalars.GraphQLBoolean)) {
        fault("is answered nothing");
      }
      return operation.answer();
    }
    Optional<ApiSchema> item =
        operation.answer().flatMap(answer -> answer.property("items")).flatMap(ApiSchema::items);
    if (item.flatMap(one -> one.property(batch.by())).filter(ApiSchema::isId).isEmpty()) {
      fault("is answered no items with an id " + batch.by());
    }
    @Nullable String take = batch.take();
    if (take == null) {
      return item;
    }
    Optional<ApiSchema> taken = item.flatMap(one -> one.property(take));
    if (taken.isEmpty()) {
      fault("is answered no items with " + take);
    }
    return taken;
  }

  /**
   * Where the id comes from that one of many is asked for by.
   *
   * @param parent what a service answers of the type that the field belongs to
   */
  void source(Optional<ApiSchema> parent) {
    var from = Objects.requireNonNullElse(mapping.from(), "nothing");
    if (mapping.batch() != null
        && !isId(field.getArgument(from))
        && parent.flatMap(source -> source.property(from)).filter(ApiSchema::isId).isEmpty()) {
      fault("has no id " + from + " to ask by");
    }
  }
}
