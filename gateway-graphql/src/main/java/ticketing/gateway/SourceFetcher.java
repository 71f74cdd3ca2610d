package ticketing.gateway;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers a field from what its parent already holds. */
record SourceFetcher(Function<Map<?, ?>, @Nullable Object> function)
    implements LightDataFetcher<@Nullable Object> {

  /** The component of that name. */
  static SourceFetcher component(String name) {
    return new SourceFetcher(source -> source.get(name));
  }

  @Override
  public @Nullable Object get(
      GraphQLFieldDefinition field,
      @Nullable Object source,
      Supplier<DataFetchingEnvironment> environment) {
    return source instanceof Map<?, ?> map ? function.apply(map) : null;
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment environment) {
    return get(environment.getFieldDefinition(), environment.getSource(), () -> environment);
  }
}
