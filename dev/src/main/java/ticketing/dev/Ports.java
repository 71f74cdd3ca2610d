package ticketing.dev;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where each part of the product listens on 127.0.0.1, by the part's name. */
record Ports(Map<String, Integer> byName) {
  static final String POSTGRES = "postgres";
  static final String NATS = "nats";
  static final String NATS_MONITORING = "nats-monitoring";
  static final String STRIPE = "stripe";

  private static final String ADMIN = "-admin";
  private static final int ADMIN_ABOVE = 100;
  private static final int HIGHEST = 65_535;

  /**
   * The usual ones, each overridable by the variable named after its part, as GATEWAY_PORT or
   * ORDERS_ADMIN_PORT.
   *
   * @throws IllegalArgumentException when a variable holds no port's number
   */
  static Ports of(Map<String, String> environment) {
    var ports = new LinkedHashMap<String, Integer>();
    for (var service : Service.values()) {
      var port = overridden(environment, service.title(), service.defaultPort);
      ports.put(service.title(), port);
      var admin = service.title() + ADMIN;
      ports.put(admin, overridden(environment, admin, port + ADMIN_ABOVE));
    }
    ports.put(POSTGRES, overridden(environment, POSTGRES, 5433));
    ports.put(NATS, overridden(environment, NATS, 4223));
    ports.put(NATS_MONITORING, overridden(environment, NATS_MONITORING, 8223));
    ports.put(STRIPE, overridden(environment, STRIPE, 8190));
    return new Ports(ports);
  }

  /** Others that are free. */
  static Ports free() {
    var ports = new LinkedHashMap<>(of(Map.of()).byName());
    ports.replaceAll((name, usual) -> FreePorts.next());
    return new Ports(ports);
  }

  private static int overridden(Map<String, String> environment, String name, int usual) {
    var text = environment.getOrDefault(variable(name), "");
    if (text.isBlank()) {
      return usual;
    }
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST && !text.matches("0+")) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException("%s=%s is no port".formatted(variable(name), text));
  }

  private static String variable(String name) {
    return name.replace('-', '_').toUpperCase(Locale.ROOT) + "_PORT";
  }

  int of(String name) {
    var port = byName.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no part is called " + name);
    }
    return port;
  }

  int admin(String service) {
    return of(service + ADMIN);
  }

  /**
   * Refuses to go on when a port is wanted twice or listened at.
   *
   * @param unused names of parts that will not listen
   * @throws IllegalStateException naming each such port, what wants it and how to give it another
   */
  void check(List<String> unused) {
    var wanted = new LinkedHashMap<>(byName);
    unused.forEach(wanted::remove);
    var wanting = wanted.keySet().stream().collect(Collectors.groupingBy(wanted::get));
    var problems =
        wanting.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1 || !FreePorts.isFree(entry.getKey()))
            .map(entry -> problem(entry.getKey(), entry.getValue()))
            .sorted()
            .toList();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join(System.lineSeparator(), problems));
    }
  }

  private static String problem(int port, List<String> names) {
    if (names.size() > 1) {
      return "Port %d is wanted by %s: set %s to another."
          .formatted(port, String.join(" and ", names), variable(names.getLast()));
    }
    return "Port %d, wanted by %s, is taken: end what listens there, or set %s to another."
        .formatted(port, names.getFirst(), variable(names.getFirst()));
  }
}
