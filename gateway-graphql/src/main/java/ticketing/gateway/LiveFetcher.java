package ticketing.gateway;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.ErrorCode;

/** Answers a field of Subscription with what it watches as it stands. */
record LiveFetcher(RestMapping mapping, RestFetcher entity)
    implements DataFetcher<CompletableFuture<Object>> {

  private static final String ID = "id";

  @Override
  public CompletableFuture<Object> get(DataFetchingEnvironment env) {
    Look look = Objects.requireNonNull(RequestContext.of(env).look());
    // Listen first, then read: a change in between is heard.
    var id = Objects.requireNonNull(env.<Object>getArgument(ID)).toString();
    look.at(new Topic(mapping.service(), id.toLowerCase(Locale.ROOT)));
    return entity.load(env).thenApply(found -> seen(found, look));
  }

  private static Object seen(@Nullable Object found, Look look) {
    if (found == null) {
      throw RefusedException.of(ErrorCode.NOT_FOUND, "There is none, or it is not yours.");
    }
    if (found instanceof Map<?, ?> row && row.get("version") instanceof Integer version) {
      look.saw(version);
    }
    return found;
  }
}
