package ticketing.gateway;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was read since some news came, of what is the same for everyone: however many watch one
 * ticket, it is read once for each change.
 */
final class SharedReads {

  private final Map<RestCall, CompletableFuture<RestAnswer>> answers = new ConcurrentHashMap<>();

  CompletableFuture<RestAnswer> of(RestCall call, Supplier<CompletableFuture<RestAnswer>> send) {
    // A copy: who gives up waiting gives up for nobody else.
    return answers.computeIfAbsent(call, _ -> send.get()).copy();
  }
}
