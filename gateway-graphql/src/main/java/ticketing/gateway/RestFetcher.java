package ticketing.gateway;

import graphql.Scalars;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLTypeUtil;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;

/** Answers a field as its {@code @rest} says. */
final class RestFetcher implements DataFetcher<@Nullable Object> {

  private final GraphQLFieldDefinition field;
  private final RestMapping mapping;
  private final CallerClient client;
  private final InputBinder binder;
  private final @Nullable Class<? extends Record> requestType;

  /** What stands for no answer: true for a Boolean, else null. */
  private final @Nullable Object nothing;

  RestFetcher(
      GraphQLFieldDefinition field, RestMapping mapping, CallerClient client, InputBinder binder) {
    this.field = field;
    this.mapping = mapping;
    this.client = client;
    this.binder = binder;
    this.requestType =
        mapping.body() == null
            ? null
            : RequestTypes.of(field.getArgument(mapping.body()).getType());
    var isBoolean = GraphQLTypeUtil.unwrapNonNull(field.getType()).equals(Scalars.GraphQLBoolean);
    this.nothing = isBoolean ? true : null;
  }

  @Override
  public @Nullable Object get(DataFetchingEnvironment env) {
    var context = RequestContext.of(env);
    if (mapping.callerOnly() && !context.signedIn()) {
      return nothing;
    }
    binder.check(field, env.getArguments(), mapping.body() == null);
    var answer = mapping.batch() == null ? call(env, context) : load(env, mapping.batch());
    return mapping.callerOnly() ? answer.handle(this::orNothing) : answer;
  }

  /** Of a field that is asked for as one of many. */
  CompletableFuture<@Nullable Object> load(DataFetchingEnvironment env) {
    binder.check(field, env.getArguments(), true);
    return load(env, Objects.requireNonNull(mapping.batch()));
  }

  /** A caller whose token is refused is signed out. */
  private @Nullable Object orNothing(@Nullable Object answer, @Nullable Throwable failure) {
    if (failure == null) {
      return answer;
    }
    if (RefusedException.is(ErrorCode.UNAUTHENTICATED, failure)) {
      return nothing;
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }

  private CompletableFuture<@Nullable Object> load(
      DataFetchingEnvironment env, BatchTarget target) {
    var from = Objects.requireNonNull(mapping.from());
    Map<String, Object> source = env.getSource();
    @Nullable Object id =
        env.containsArgument(from)
            ? env.getArgument(from)
            : source == null ? null : source.get(from);
    if (id == null) {
      return CompletableFuture.completedFuture(null);
    }
    @Nullable DataLoader<BatchKey, @Nullable Object> loader = env.getDataLoader(target.name());
    return Objects.requireNonNull(loader).load(new BatchKey(canonical(id), parameters(env)));
  }

  private CompletableFuture<@Nullable Object> call(
      DataFetchingEnvironment env, RequestContext context) {
    var call =
        new RestCall(
            mapping.service(),
            mapping.method(),
            mapping.path(name -> canonical(required(env, name))),
            List.copyOf(parameters(env).entrySet()),
            body(env),
            mapping.seconds(),
            mapping.anonymous());
    var answer = client.send(call, context).<@Nullable Object>thenApply(this::orNothing);
    if (call.reads()) {
      return answer;
    }
    // What was read before a change may no longer be so.
    env.getDataLoaderRegistry().getDataLoaders().forEach(DataLoader::clearAll);
    return answer.whenComplete((_, _) -> context.startClock());
  }

  private @Nullable Object orNothing(@Nullable Map<String, Object> answer) {
    return answer == null ? nothing : answer;
  }

  private @Nullable Record body(DataFetchingEnvironment env) {
    if (requestType == null || mapping.body() == null) {
      return null;
    }
    return binder.bind(requestType, required(env, mapping.body()));
  }

  private Map<String, String> parameters(DataFetchingEnvironment env) {
    var parameters = new TreeMap<String, String>();
    env.getArguments()
        .forEach((name, value) -> {
          if (value != null && !mapping.isPlaced(name)) {
            parameters.put(name, value.toString());
          }
        });
    return parameters;
  }

  /** An argument that its type says is there. */
  private static <T> T required(DataFetchingEnvironment env, String argument) {
    return Objects.requireNonNull(env.<T>getArgument(argument), argument);
  }

  /** As services write ids. */
  private static String canonical(Object id) {
    return id.toString().toLowerCase(Locale.ROOT);
  }
}
