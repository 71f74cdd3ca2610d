package ticketing.model;

import java.util.List;

/**
 * What led to a failure.
 *
 * @param freely how many of the actions came as they liked; the others only bring it all to rest
 */
record Trace(Scope scope, List<Action> actions, int freely, Failure failure) {

  String story() {
    return failure + "\n" + Story.of(this);
  }
}
