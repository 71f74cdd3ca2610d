package ticketing.planted;

final class BreaksUnnecessaryParentheses {

  int same(int one) {
    return (one);
  }
}
