package ticketing.planted;

import java.io.IOException;

final class BreaksCatchAndPrintStackTrace {

  void run(Appendable target) {
    try {
      target.append("x");
    } catch (IOException e) {
      e.printStackTrace();
    }
  }
}
