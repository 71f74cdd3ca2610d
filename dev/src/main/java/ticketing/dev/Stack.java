package ticketing.dev;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ticketing.dev.LocalPostgres.Database;

/**
 * The whole product on this machine, each part a process of its own: postgres, nats, stripe (the
 * stand-in), auth, tickets, orders, expiration, payments, gateway. Nothing of it outlives this JVM.
 */
public final class Stack implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final Plan plan;
  private final Reports reports;
  private final FolderLock lock;
  private final LogFiles logs;
  private final Programs programs;
  private final Crew crew = new Crew();
  private final Map<String, Integer> extraPorts = new HashMap<>();

  private Stack(Plan plan, Reports reports, FolderLock lock) {
    this.plan = plan;
    this.lock = lock;
    this.logs = new LogFiles(plan.logs());
    this.reports = reports.and(logs);
    this.programs = new Programs(plan);
  }

  /**
   * Makes everything ready to be started: server software, data folders, secrets.
   *
   * @throws IllegalStateException when the folder or a port is in use, or something cannot be had
   */
  static Stack prepare(Plan plan, Reports reports) {
    var lock = FolderLock.of(plan.folder());
    try {
      plan.checkPorts();
      plan.freshen();
      return new Stack(plan, reports, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Starts all at free ports, and returns when all is ready.
   *
   * @param folder for data and logs, kept afterwards; made when missing
   * @param environment for the applications, such as ORDER_LOCK
   * @throws IllegalStateException when a part is not ready in time, with its last lines
   */
  public static Stack start(Path folder, Map<String, String> environment) {
    return start(new Plan(Build.find(), folder.toAbsolutePath(), Ports.free(), environment));
  }

  static Stack start(Plan plan) {
    var stack = prepare(plan, Reports.none());
    try {
      stack.startAll();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** Starts all, what others stand on first, and returns when all is ready. */
  void startAll() {
    launch(List.of(programs.postgres(), programs.nats()));
    crew.all().forEach(supervisor -> supervisor.awaitReady(START));
    if (plan.usesStandIn()) {
      launch(List.of(programs.standIn()));
    }
    launch(
        Stream.of(Service.values())
            .filter(service -> service != Service.GATEWAY)
            .map(programs::first)
            .toList());
    launch(List.of(programs.first(Service.GATEWAY)));
    crew.all().forEach(supervisor -> supervisor.awaitReady(START));
  }

  private void launch(List<Program> together) {
    crew.start(together.stream().map(program -> new Supervisor(program, reports)).toList());
  }

  /**
   * Starts one more instance of an application at free ports, and returns when it is ready.
   *
   * @param application such as {@code orders}, whose second instance is called {@code orders-2}
   * @param environment set last, as {@code ORDERS_URL} to let a second gateway ask it
   */
  public Supervisor another(String application, Map<String, String> environment) {
    var name = reserved(application);
    launch(
        List.of(
            programs.instance(
                Service.of(application), name, port(name), port(adminOf(name)), environment)));
    process(name).awaitReady(START);
    return process(name);
  }

  /** The name of a further instance, whose ports are known from now on. */
  private synchronized String reserved(String application) {
    var number = 2;
    while (extraPorts.containsKey(application + "-" + number)) {
      number++;
    }
    var name = application + "-" + number;
    extraPorts.put(name, FreePorts.next());
    extraPorts.put(adminOf(name), FreePorts.next());
    return name;
  }

  private static String adminOf(String name) {
    return name + "-admin";
  }

  /**
   * A process, to do harm to.
   *
   * @throws IllegalArgumentException when none is called so
   */
  public Supervisor process(String name) {
    return crew.get(name);
  }

  /** Everything that a process wrote since the stack started. */
  public String log(String process) {
    return logs.of(process);
  }

  /** Where the gateway's first instance answers; GraphQL is at /graphql. */
  public URI gateway() {
    return at("gateway");
  }

  /** Where an application's instance, or the Stripe stand-in, answers REST calls. */
  public URI at(String process) {
    return URI.create("http://127.0.0.1:" + port(process));
  }

  /** Where an application's instance answers operators. */
  public URI admin(String process) {
    return at(adminOf(process));
  }

  private synchronized int port(String name) {
    var extra = extraPorts.get(name);
    return extra == null ? plan.ports().of(name) : extra;
  }

  /** What an operator of NATS connects to, with a password in it. */
  public String natsUrl() {
    return programs.natsUrl();
  }

  /** NATS's HTTP monitoring. */
  public URI natsMonitoring() {
    return at(Ports.NATS_MONITORING);
  }

  /** The secret key that the Stripe stand-in takes. */
  public String stripeKey() {
    return requireNonNull(programs.standIn().environment().get(Plan.STRIPE_KEY));
  }

  /** A service's database. */
  public Database database(String service) {
    return programs.database(service);
  }

  /** Ends all in order, what others stand on last. */
  @Override
  public void close() {
    crew.close();
    lock.close();
  }
}
