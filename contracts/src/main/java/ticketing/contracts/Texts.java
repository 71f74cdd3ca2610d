package ticketing.contracts;

/** What texts may consist of: PostgreSQL stores neither NUL nor half a surrogate pair. */
public final class Texts {

  private static final String PLAIN_CHARACTER = "[^\\p{Cc}\\p{Cs}]";

  /** No control character and no half of a surrogate pair. */
  public static final String PLAIN = PLAIN_CHARACTER + "*";

  public static final String PLAIN_MESSAGE = "must not contain control characters";

  /** Plain, and something to see: not white space alone, in whatever script. */
  public static final String VISIBLE =
      // Possessive: nothing is tried twice, however long the text.
      "[\\p{C}\\p{Z}&&" + PLAIN_CHARACTER + "]*+[^\\p{C}\\p{Z}]" + PLAIN_CHARACTER + "*+";

  public static final String VISIBLE_MESSAGE =
      "must have a visible character and no control characters";

  private Texts() {}
}
