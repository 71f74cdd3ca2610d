package ticketing.planted;

final class BreaksUnusedMethod {

  private int half() {
    return 1;
  }
}
