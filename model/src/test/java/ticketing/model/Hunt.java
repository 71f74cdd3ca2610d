package ticketing.model;

import org.jspecify.annotations.Nullable;

/**
 * Looks for a planted bug, by chance and then in the small scopes, and prints after how many steps
 * it was found; fails when it was not. {@code .ci/mutants} runs it for each.
 */
final class Hunt {

  private static final long SEEDS = 24_000;
  private static final int STATES = 500_000;

  private Hunt() {}

  public static void main(String[] arguments) {
    String chance = byChance();
    String small = inSmallScopes();
    if (chance == null && small == null) {
      System.out.println("NOT FOUND");
      System.exit(1);
    }
    System.out.println(
        (chance == null ? "not by chance" : chance)
            + "; "
            + (small == null ? "in no small scope" : small));
  }

  private static @Nullable String byChance() {
    long steps = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      var run = new RandomRun(seed);
      Trace trace = run.run();
      steps += run.steps();
      if (trace != null) {
        int shortest = Shrinker.shortest(trace).freely();
        return "%s: by chance after %,d steps (seed %d), told in %d"
            .formatted(trace.failure().promise(), steps, seed, shortest);
      }
    }
    return null;
  }

  private static @Nullable String inSmallScopes() {
    long steps = 0;
    for (Scope scope : SmallScopes.all().values()) {
      var explorer = new Explorer(scope, STATES);
      Trace trace = explorer.explore();
      steps += explorer.steps();
      if (trace != null) {
        return "%s: one by one after %,d steps, told in %d"
            .formatted(trace.failure().promise(), steps, trace.freely());
      }
    }
    return null;
  }
}
