package ticketing.contracts;

import java.util.List;

/** The answer to a request for many by ids: those that exist and that the caller may see. */
public record Batch<T>(List<T> items) {

  /** The most ids that one request may ask for. */
  public static final int MAX_IDS = 100;
}
