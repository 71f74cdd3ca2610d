package ticketing.planted;

final class BreaksUnusedVariable {

  void run() {
    int unread = 1;
  }
}
