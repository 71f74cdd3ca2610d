package ticketing.planted;

final class BreaksCheckReturnValue {

  @interface CheckReturnValue {}

  @CheckReturnValue
  int sum() {
    return 1;
  }

  void run() {
    sum();
  }
}
