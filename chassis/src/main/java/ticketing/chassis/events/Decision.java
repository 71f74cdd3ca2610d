package ticketing.chassis.events;

import java.util.function.BiFunction;
import ticketing.contracts.ErrorCode;

/**
 * What a row's transition comes to.
 *
 * @param <R> the row
 */
public sealed interface Decision<R> {

  /** The row as it will stand, one version up, and the event that tells of it. */
  record Change<R>(R row, Event<?> event) implements Decision<R> {}

  /** The row stays as it is; a caller is told why, a listener has nothing to do. */
  record Refusal<R>(ErrorCode code, String detail) implements Decision<R> {}

  /** The change, or the refusal as an exception. */
  default Change<R> orThrow(BiFunction<ErrorCode, String, RuntimeException> exception) {
    return switch (this) {
      case Change<R> change -> change;
      case Refusal<R>(ErrorCode code, String detail) -> throw exception.apply(code, detail);
    };
  }
}
