/**
 * One GraphQL endpoint over the REST services.
 *
 * <pre>
 * GraphqlResource -> GraphqlEngine -> RestFetcher ---------------> CallerClient -> RestClient -> a service
 *   (HTTP)             (limits,          (one field)  \              (who calls;     (one call)
 *                       errors)                        RestLoader /   CookieSessions)
 *                                                    (many ids, one call)
 *
 * LiveDoor -> Subscriptions -> Subscription -> Watch -> GraphqlEngine, at each event
 *   (HTTP)      (who watches      (one, on its    (one look)
 *                what)             own thread)
 * </pre>
 *
 * The schema files under {@code schema/} say which service answers which field; there is no code
 * for a single field. What a service answers flows through as a map.
 */
@NullMarked
package ticketing.gateway;

import org.jspecify.annotations.NullMarked;
