package ticketing.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bounded part of a list.
 *
 * @param items at most as many as were asked for
 * @param next the cursor to go on with, opaque; null at the end
 */
public record Page<T>(List<Item<T>> items, @Nullable String next) {

  /** The most items that one request may ask for. */
  public static final int MAX = 100;

  /** How many items come when a request does not say. */
  public static final int DEFAULT = 20;

  /** One row with the cursor that goes on behind it. */
  public record Item<T>(String cursor, T node) {}
}
