package ticketing.planted;

import org.jspecify.annotations.Nullable;

final class BreaksNullAway {

  int length(@Nullable String text) {
    return text.length();
  }
}
