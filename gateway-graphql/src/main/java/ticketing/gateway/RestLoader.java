package ticketing.gateway;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Gatherers;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;
import org.dataloader.Try;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Batch;

/** Asks for many at once: what one level of a request wants of a target goes into one call. */
final class RestLoader {

  private final CallerClient client;
  private final Set<BatchTarget> targets;

  RestLoader(CallerClient client, Collection<RestMapping> mappings) {
    this.client = client;
    this.targets =
        mappings.stream()
            .map(RestMapping::batch)
            .filter(Objects::nonNull)
            .collect(toUnmodifiableSet());
  }

  /** A loader for each target, for one request: nothing is shared between callers. */
  DataLoaderRegistry loaders(RequestContext context) {
    var registry = new DataLoaderRegistry();
    for (var target : targets) {
      registry.register(
          target.name(),
          DataLoaderFactory.<BatchKey, @Nullable Object>newMappedDataLoaderWithTry(
              keys -> load(target, keys, context)));
    }
    return registry;
  }

  private CompletableFuture<Map<BatchKey, Try<@Nullable Object>>> load(
      BatchTarget target, Set<BatchKey> keys, RequestContext context) {
    var calls =
        keys.stream().collect(groupingBy(BatchKey::arguments)).values().stream()
            .flatMap(group -> group.stream().gather(Gatherers.windowFixed(Batch.MAX_IDS)))
            .map(chunk -> call(target, chunk, context))
            .toList();
    return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
        .thenApply(_ -> {
          var answers = new HashMap<BatchKey, Try<@Nullable Object>>();
          calls.forEach(call -> answers.putAll(call.join()));
          return answers;
        });
  }

  /** Never fails: a failed call is the answer of its own keys, not of the others'. */
  private CompletableFuture<Map<BatchKey, Try<@Nullable Object>>> call(
      BatchTarget target, List<BatchKey> keys, RequestContext context) {
    var query = new ArrayList<>(keys.getFirst().arguments().entrySet());
    keys.forEach(key -> query.add(Map.entry(target.ids(), key.id())));
    var call =
        new RestCall(
            target.service(), RestMethod.GET, target.path(), query, null, null, target.anonymous());
    return client
        .send(call, context)
        .handle((answer, failure) -> {
          var items = failure == null ? items(target, answer) : Map.<String, Object>of();
          var answers = new HashMap<BatchKey, Try<@Nullable Object>>();
          for (var key : keys) {
            answers.put(
                key, failure == null ? Try.succeeded(items.get(key.id())) : Try.failed(failure));
          }
          return answers;
        });
  }

  private static Map<String, Object> items(
      BatchTarget target, @Nullable Map<String, Object> answer) {
    var items = new HashMap<String, Object>();
    if (answer != null && answer.get("items") instanceof List<?> list) {
      for (var item : list) {
        if (item instanceof Map<?, ?> map && map.get(target.by()) instanceof String id) {
          var taken = target.take() == null ? map : map.get(target.take());
          if (taken != null) {
            items.put(id, taken);
          }
        }
      }
    }
    return items;
  }
}
