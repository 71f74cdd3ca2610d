package ticketing.planted;

import java.time.LocalDate;

final class BreaksJavaTimeDefaultTimeZone {

  LocalDate today() {
    return LocalDate.now();
  }
}
