package ticketing.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client posts. */
record GraphqlRequest(
    String query, @Nullable String operationName, Map<String, Object> variables) {}
