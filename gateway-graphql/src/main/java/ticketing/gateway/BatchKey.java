package ticketing.gateway;

import java.util.Map;

/**
 * One of many that are asked for at once.
 *
 * @param id of the entity, or of what it belongs to
 * @param arguments the query parameters of the call; ids with the same ones share a call
 */
record BatchKey(String id, Map<String, String> arguments) {}
