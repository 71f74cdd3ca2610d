package ticketing.dev;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import ticketing.contracts.access.ServiceAccess;
import ticketing.dev.LocalPostgres.Database;

/**
 * What each application is told by its environment: where it listens, whom it calls and with which
 * passwords. What the plan's environment says of Stripe is for payments alone, but the key that is
 * no secret.
 */
record Wiring(Plan plan, Function<String, Database> databases, NatsUsers users, Secrets secrets) {
  static final String WEBHOOK_PATH = "/webhooks/stripe";

  private static final String HOST = "http://127.0.0.1:";
  private static final String STRIPE = "STRIPE_";
  private static final String WEBHOOK_SECRET = "STRIPE_WEBHOOK_SECRET";
  private static final String PUBLISHABLE_KEY = "STRIPE_PUBLISHABLE_KEY";
  private static final String API_BASE = "STRIPE_API_BASE";

  /** Of an application's instance that listens at these ports. */
  Map<String, String> of(Service service, String instance, int port, int admin) {
    var told = new HashMap<>(plan.environment());
    if (service != Service.PAYMENTS) {
      told.keySet().removeIf(key -> key.startsWith(STRIPE));
    }
    told.put("HOST", "127.0.0.1");
    told.put("PORT", Integer.toString(port));
    told.put("ADMIN_PORT", Integer.toString(admin));
    told.put("INSTANCE", instance);
    for (var other : Service.values()) {
      told.put(other.name() + "_URL", url(other));
    }
    told.putAll(access(service.access));
    if (service == Service.GATEWAY) {
      told.putAll(forBrowsers());
    }
    if (service == Service.PAYMENTS) {
      told.put("INSTALLATION", secrets.of("installation"));
      told.putAll(stripe());
    }
    return told;
  }

  private Map<String, String> access(ServiceAccess access) {
    var told = new HashMap<String, String>();
    told.put("NATS_URL", "nats://127.0.0.1:" + plan.ports().of(Ports.NATS));
    told.put("NATS_USER", access.id());
    told.put("NATS_PASSWORD", users.password(access.id()));
    if (access.ownsDatabase()) {
      var database = databases.apply(access.id());
      told.put("DATABASE_URL", database.url());
      told.put("DATABASE_USER", database.user());
      told.put("DATABASE_PASSWORD", database.password());
    }
    return told;
  }

  /** Its own address, unless the plan's environment names another, as of a balancer before it. */
  private String url(Service service) {
    return plan.environment()
        .getOrDefault(service.name() + "_URL", HOST + plan.ports().of(service.title()));
  }

  /** Of the Stripe stand-in. */
  Map<String, String> standIn(String ledger) {
    var told = new HashMap<>(stripe());
    told.put("STRIPE_PORT", Integer.toString(plan.ports().of(Ports.STRIPE)));
    told.put("STRIPE_LEDGER", ledger);
    told.put("STRIPE_WEBHOOK_URL", url(Service.PAYMENTS) + WEBHOOK_PATH);
    return told;
  }

  /** What is no secret. */
  private Map<String, String> forBrowsers() {
    return plan.usesStandIn()
        ? Map.of("STRIPE_STAND_IN_URL", HOST + plan.ports().of(Ports.STRIPE))
        : Map.of(PUBLISHABLE_KEY, plan.environment().getOrDefault(PUBLISHABLE_KEY, ""));
  }

  private Map<String, String> stripe() {
    var environment = plan.environment();
    return plan.usesStandIn()
        ? Map.of(
            API_BASE,
            HOST + plan.ports().of(Ports.STRIPE),
            Plan.STRIPE_KEY,
            "sk_test_" + secrets.of("stripe-key").replaceAll("\\W", "0"),
            WEBHOOK_SECRET,
            "whsec_" + secrets.of("stripe-webhooks").replaceAll("\\W", "0"))
        : Map.of(
            API_BASE,
            environment.getOrDefault(API_BASE, "https://api.stripe.com"),
            Plan.STRIPE_KEY,
            environment.getOrDefault(Plan.STRIPE_KEY, ""),
            WEBHOOK_SECRET,
            environment.getOrDefault(WEBHOOK_SECRET, ""));
  }
}
