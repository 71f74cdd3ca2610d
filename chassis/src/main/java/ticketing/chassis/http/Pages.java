package ticketing.chassis.http;

import java.util.List;
import java.util.function.Function;
import ticketing.contracts.Page;

/** Makes pages of rows. */
public final class Pages {

  private Pages() {}

  /**
   * A page of the rows.
   *
   * @param rows one more than the page has room for, where there are more
   * @param first how many the page has room for
   */
  public static <R, T> Page<T> of(
      List<R> rows, int first, Function<R, String> cursor, Function<R, T> node) {
    List<Page.Item<T>> items =
        rows.stream()
            .limit(first)
            .map(row -> new Page.Item<>(cursor.apply(row), node.apply(row)))
            .toList();
    String next = rows.size() > first ? items.getLast().cursor() : null;
    return new Page<>(items, next);
  }
}
