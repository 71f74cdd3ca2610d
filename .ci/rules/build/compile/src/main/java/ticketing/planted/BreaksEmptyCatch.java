package ticketing.planted;

import java.io.IOException;

final class BreaksEmptyCatch {

  void run(Appendable target) {
    try {
      target.append("x");
    } catch (IOException e) {
    }
  }
}
