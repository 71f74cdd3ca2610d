package ticketing.model;

/**
 * A place in the world: a row, a log, what somebody remembers.
 *
 * @param <T> what lies there: immutable, and equal if it stands for the same
 */
public record Cell<T>(int index, String name) {

  @Override
  public String toString() {
    return name;
  }
}
