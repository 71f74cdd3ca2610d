package ticketing.chassis.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * The place behind a row of a list, to go on from, whatever was inserted meanwhile. Opaque to
 * callers, so that its parts can change.
 */
public final class Cursor {

  private static final String SEPARATOR = "/";

  private Cursor() {}

  /** Behind the row with these values of the columns that the list is sorted by. */
  public static String of(Object... values) {
    String text = String.join(SEPARATOR, List.of(values).stream().map(Object::toString).toList());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The values that the cursor was made of.
   *
   * @throws ProblemException BAD_USER_INPUT when it is not a cursor of this list
   */
  public static List<String> values(String cursor, int count) {
    try {
      byte[] text = Base64.getUrlDecoder().decode(cursor);
      List<String> values =
          List.of(new String(text, StandardCharsets.UTF_8).split(SEPARATOR, count + 1));
      if (values.size() == count) {
        return values;
      }
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    throw malformed();
  }

  /** The id that the cursor was made of alone. */
  public static UUID id(String cursor) {
    return id(values(cursor, 1), 0);
  }

  /** The number of the row that the cursor was made of alone. */
  public static long position(String cursor) {
    try {
      return Long.parseLong(values(cursor, 1).getFirst());
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  /** The value at this place as an id. */
  public static UUID id(List<String> values, int place) {
    try {
      return UUID.fromString(values.get(place));
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  /** The value at this place as a time. */
  public static Instant time(List<String> values, int place) {
    try {
      return Instants.parse(values.get(place));
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  /** The value at this place as a number. */
  public static double number(List<String> values, int place) {
    try {
      return Double.parseDouble(values.get(place));
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  private static ProblemException malformed() {
    return ProblemException.badInput("after", "is not a cursor of this list");
  }
}
