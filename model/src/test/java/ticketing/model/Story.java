package ticketing.model;

import java.util.StringJoiner;

/** A trace as a story: a line an action, with the rows that it changed. */
final class Story {

  private static final int MOST_LINES = 300;

  private Story() {}

  /** What happens from the beginning on. */
  static String of(Trace trace) {
    World world = Beginning.of(trace.scope(), null);
    var story = new StringJoiner("\n");
    int line = 0;
    for (Action action : trace.actions()) {
      if (line == MOST_LINES) {
        story.add("      and so on");
        break;
      }
      World before = world.copy();
      if (line == trace.freely()) {
        story.add("      From here on nothing goes wrong any more:");
      }
      action.on(world);
      story.add("%4d. %s%s".formatted(++line, action.story(before), changes(before, world)));
    }
    return story.toString();
  }

  private static String changes(World before, World after) {
    var changes = new StringJoiner("; ", "  =>  ", "").setEmptyValue("");
    for (Cell<?> cell : Cells.SHOWN) {
      Object now = after.get(cell);
      if (now != null && !now.equals(before.get(cell))) {
        changes.add(cell + " " + Words.of(now));
      }
    }
    return changes.toString();
  }
}
