package ticketing.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What stack to start.
 *
 * @param folder where everything keeps its data
 * @param environment given to the applications, beside what each is told
 */
record Plan(Build build, Path folder, Ports ports, Map<String, String> environment) {
  static final String STRIPE_KEY = "STRIPE_SECRET_KEY";

  /**
   * A plan.
   *
   * @throws IllegalArgumentException when Stripe's key is none that applications call it with
   */
  Plan {
    environment = Map.copyOf(environment);
    String key = environment.getOrDefault(STRIPE_KEY, "");
    if (!key.isBlank() && !key.startsWith("sk_") && !key.startsWith("rk_")) {
      // Not the key itself: it may be a real one that was mistyped.
      throw new IllegalArgumentException(
          STRIPE_KEY
              + " is set, but is no secret (sk_...) or restricted (rk_...) key of Stripe's; unset"
              + " it to use the stand-in");
    }
  }

  /** Whether Stripe is played, as nobody gave a key of the real one. */
  boolean usesStandIn() {
    return environment.getOrDefault(STRIPE_KEY, "").isBlank();
  }

  /** Without the environment, which may hold keys. */
  @Override
  public String toString() {
    return "Plan[folder=%s, ports=%s]".formatted(folder, ports);
  }

  /** Refuses ports that cannot be had. */
  void checkPorts() {
    ports.check(usesStandIn() ? List.of() : List.of(Ports.STRIPE));
  }

  /** Deletes what earlier runs kept, if FRESH=1 asks for it, and never anything else there. */
  void freshen() {
    if (environment.getOrDefault("FRESH", "").equals("1")) {
      List.of(postgres(), nats(), ledger(), secrets()).forEach(Folders::delete);
    }
    Folders.delete(logs());
  }

  Path postgres() {
    return folder.resolve("postgres");
  }

  Path nats() {
    return folder.resolve("nats");
  }

  Path ledger() {
    return folder.resolve("stripe");
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path secrets() {
    return folder.resolve("secrets");
  }
}
