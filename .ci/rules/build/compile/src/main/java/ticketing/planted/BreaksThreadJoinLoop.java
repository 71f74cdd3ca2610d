package ticketing.planted;

final class BreaksThreadJoinLoop {

  void end(Thread thread) {
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // Once more.
      }
    }
  }
}
