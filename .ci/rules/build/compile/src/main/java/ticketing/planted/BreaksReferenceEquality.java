package ticketing.planted;

import java.util.UUID;

final class BreaksReferenceEquality {

  boolean same(UUID one, UUID other) {
    return one == other;
  }
}
