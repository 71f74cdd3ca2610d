package ticketing.dev;

import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ticketing.dev.LocalPostgres.Database;

/** The processes that a stack is made of. */
final class Programs {
  private final Plan plan;
  private final Cluster cluster;
  private final NatsUsers users;
  private final Wiring wiring;
  private final List<String> standIn;
  private final Map<Service, List<String>> applications = new EnumMap<>(Service.class);

  /**
   * Makes sure of all that is needed to start them.
   *
   * @throws IllegalStateException when something is not built or cannot be had
   */
  Programs(Plan plan) {
    var told = plan.environment().get("JVM_OPTIONS");
    var options = told == null ? Build.QUICK : List.of(told.split(" +"));
    this.plan = plan;
    this.standIn = plan.build().java(options, "dev", "ticketing.dev.stripe.StandIn", List.of());
    for (var service : Service.values()) {
      var arguments = List.of("server", plan.build().module(service.module) + "/config.yml");
      applications.put(
          service, plan.build().java(options, service.module, service.main, arguments));
    }
    this.cluster = Cluster.in(plan.postgres());
    this.users = NatsUsers.in(plan.nats());
    this.wiring = new Wiring(plan, this::database, users, new Secrets(plan.secrets()));
  }

  Program postgres() {
    return cluster.program(plan.ports().of(Ports.POSTGRES), true);
  }

  /** PostgreSQL must be running. One at a time: PostgreSQL refuses the same grants at once. */
  synchronized Database database(String name) {
    return cluster.database(plan.ports().of(Ports.POSTGRES), name);
  }

  Program nats() {
    var ports = plan.ports();
    return new NatsServer(plan.nats(), ports.of(Ports.NATS), ports.of(Ports.NATS_MONITORING), users)
        .program();
  }

  /** What those connect to who may do everything there. */
  String natsUrl() {
    return users.operatorUrl(plan.ports().of(Ports.NATS));
  }

  Program standIn() {
    return new Program(
        Ports.STRIPE,
        standIn,
        wiring.standIn(plan.ledger().toString()),
        plan.folder(),
        Probe.http(uri(plan.ports().of(Ports.STRIPE), "/health")),
        Signal.TERM);
  }

  /** An application's first instance, at the ports that others know. */
  Program first(Service service) {
    var ports = plan.ports();
    return instance(
        service,
        service.title(),
        ports.of(service.title()),
        ports.admin(service.title()),
        Map.of());
  }

  /**
   * An instance of an application. PostgreSQL must be running.
   *
   * @param environment set last
   */
  Program instance(
      Service service, String name, int port, int admin, Map<String, String> environment) {
    var told = wiring.of(service, name, port, admin);
    told.putAll(environment);
    return new Program(
        name,
        applications.getOrDefault(service, List.of()),
        told,
        plan.build().module(service.module),
        Probe.http(uri(port, "/health-check?type=ready")),
        Signal.TERM);
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
  }
}
