package ticketing.gateway;

import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLFieldDefinition;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code @rest} of a field; {@code schema/rest.graphqls} says what its members mean.
 *
 * @param batch for a field that is asked for many at once
 * @param seconds null for the configured time
 */
record RestMapping(
    Service service,
    RestMethod method,
    String path,
    @Nullable BatchTarget batch,
    @Nullable String from,
    @Nullable String body,
    boolean callerOnly,
    boolean anonymous,
    @Nullable Integer seconds) {

  static final String DIRECTIVE = "rest";

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  static Optional<RestMapping> of(GraphQLFieldDefinition field) {
    return Optional.ofNullable(field.getAppliedDirective(DIRECTIVE)).map(RestMapping::of);
  }

  private static RestMapping of(GraphQLAppliedDirective rest) {
    var service = Service.valueOf(required(rest, "service"));
    String path = required(rest, "path");
    String ids = value(rest, "ids");
    boolean anonymous = required(rest, "anonymous");
    var batch =
        ids == null
            ? null
            : new BatchTarget(
                service, path, ids, required(rest, "by"), value(rest, "take"), anonymous);
    return new RestMapping(
        service,
        RestMethod.valueOf(required(rest, "method")),
        path,
        batch,
        value(rest, "from"),
        value(rest, "body"),
        RestMapping.<Boolean>required(rest, "callerOnly"),
        anonymous,
        value(rest, "seconds"));
  }

  private static <T> @Nullable T value(GraphQLAppliedDirective rest, String name) {
    return Objects.requireNonNull(rest.getArgument(name), name).getValue();
  }

  private static <T> T required(GraphQLAppliedDirective rest, String name) {
    return Objects.requireNonNull(RestMapping.<T>value(rest, name));
  }

  /** The arguments that stand in the path. */
  Stream<String> variables() {
    return VARIABLE.matcher(path).results().map(variable -> variable.group(1));
  }

  /**
   * Whether the argument is sent elsewhere than in the query: in the path or body, or as one of
   * many.
   */
  boolean isPlaced(String argument) {
    return argument.equals(body) || argument.equals(from) || variables().anyMatch(argument::equals);
  }

  /** The path with its arguments. Only ids stand in paths, so nothing needs to be encoded. */
  String path(UnaryOperator<String> argument) {
    return VARIABLE.matcher(path).replaceAll(variable -> argument.apply(variable.group(1)));
  }
}
