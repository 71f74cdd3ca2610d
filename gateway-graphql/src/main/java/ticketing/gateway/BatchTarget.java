package ticketing.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Where many are asked for at once. Fields with the same target share one loader, so that an entity
 * which two of them name is fetched once.
 *
 * @param ids the query parameter that takes the ids
 * @param by the component of an item that says which id it answers
 * @param take the component of an item that is the answer; null for the whole item
 * @param anonymous the service is not told who asks
 */
record BatchTarget(
    Service service, String path, String ids, String by, @Nullable String take, boolean anonymous) {

  /** The loader's name. */
  String name() {
    var asked = anonymous ? service + " asked by nobody" : service.toString();
    return asked + " " + path + "?" + ids + " by " + by + " takes " + take;
  }
}
