package ticketing.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks.
 *
 * @param query the document; null where it is meant to be known by its hash
 * @param hash the document's SHA-256 in lower-case hex, by which it may be asked for again
 * @param readsOnly whether only a query may be run
 */
record GraphqlRequest(
    @Nullable String query,
    @Nullable String operationName,
    Map<String, Object> variables,
    @Nullable String hash,
    boolean readsOnly) {

  static GraphqlRequest of(String query) {
    return new GraphqlRequest(query, null, Map.of(), null, true);
  }
}
