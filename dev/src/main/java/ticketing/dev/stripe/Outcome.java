package ticketing.dev.stripe;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a command brings about. */
sealed interface Outcome {

  /** The things as they now are, in the order in which they came to be. */
  List<Entity> changes();

  /** The same after another change. */
  default Outcome after(Entity first) {
    var all = Stream.concat(Stream.of(first), changes().stream()).toList();
    return switch (this) {
      case Done(Entity answer, var changes) -> new Done(answer, all);
      case Declined(var failure, var intent, var changes) -> new Declined(failure, intent, all);
    };
  }

  /** Done; {@code answer} is what the caller asked for. */
  record Done(Entity answer, List<Entity> changes) implements Outcome {

    Done(Entity answer) {
      this(answer, List.of(answer));
    }
  }

  /** The card did not pay, which is an answer with status 402, and may change the intent. */
  record Declined(Failure failure, @Nullable Intent intent, List<Entity> changes)
      implements Outcome {}
}
