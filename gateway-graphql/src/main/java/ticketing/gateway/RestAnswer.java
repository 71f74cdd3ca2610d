package ticketing.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service answered.
 *
 * @param body the JSON object; null where there is none
 * @param cookie for the caller's browser; null where there is none
 */
record RestAnswer(@Nullable Map<String, Object> body, @Nullable SessionCookie cookie) {}
