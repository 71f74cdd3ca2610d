package ticketing.dev.stripe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command brings about. */
sealed interface Outcome {

  /** The things as they now are, in the order in which they came to be. */
  List<Entity> changes();

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
