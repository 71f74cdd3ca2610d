package ticketing.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who does things, or something that happens by itself. */
interface Actor {

  /** Adds everything that can happen next. */
  void may(World world, List<Action> actions);

  /** What happens for certain sooner or later, when no more faults come; null: nothing. */
  @Nullable Action must(World world);
}
