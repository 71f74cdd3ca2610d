package ticketing.dev;

/** Hears what processes write and what becomes of them. Called by many threads. */
interface Reports {
  /** A line of its output. */
  void line(String process, String line);

  /** Something that happened to it. */
  void event(String process, String what);

  /** Those who hear nothing. */
  static Reports none() {
    return new Reports() {
      @Override
      public void line(String process, String line) {}

      @Override
      public void event(String process, String what) {}
    };
  }

  /** Lets another hear the same. */
  default Reports and(Reports other) {
    var first = this;
    return new Reports() {
      @Override
      public void line(String process, String line) {
        first.line(process, line);
        other.line(process, line);
      }

      @Override
      public void event(String process, String what) {
        first.event(process, what);
        other.event(process, what);
      }
    };
  }
}
