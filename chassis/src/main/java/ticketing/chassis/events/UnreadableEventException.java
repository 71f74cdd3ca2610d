package ticketing.chassis.events;

/** A message that is no event of a kind that this version knows. */
final class UnreadableEventException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableEventException(String message) {
    super(inALine(message));
  }

  UnreadableEventException(String message, Throwable cause) {
    super(inALine(message), cause);
  }

  private static String inALine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ");
  }
}
