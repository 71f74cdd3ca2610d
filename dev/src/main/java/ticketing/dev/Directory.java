package ticketing.dev;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where everything of a stack is, for people. */
record Directory(Plan plan) {
  private static final String HOST = "http://127.0.0.1:";

  private record Entry(String what, String where, String more) {}

  /** A line a part, in columns. */
  String text() {
    var ports = plan.ports();
    var entries = new ArrayList<Entry>();
    String gateway = HOST + ports.of("gateway");
    entries.add(new Entry("GraphQL", gateway + "/graphql", admin("gateway")));
    entries.add(new Entry("Playground", gateway + "/playground", pages()));
    Stream.of(Service.values())
        .filter(service -> service != Service.GATEWAY)
        .map(Service::title)
        .map(name -> new Entry(name, HOST + ports.of(name), admin(name)))
        .forEach(entries::add);
    entries.add(
        new Entry(
            "PostgreSQL",
            "127.0.0.1:" + ports.of(Ports.POSTGRES),
            "passwords in " + plan.postgres().resolve("passwords")));
    entries.add(
        new Entry(
            "NATS",
            "nats://127.0.0.1:" + ports.of(Ports.NATS),
            "monitoring %s%d, passwords in %s"
                .formatted(
                    HOST, ports.of(Ports.NATS_MONITORING), plan.nats().resolve("passwords"))));
    entries.add(
        plan.usesStandIn()
            ? new Entry("Stripe stand-in", HOST + ports.of(Ports.STRIPE), "no money moves")
            : new Entry("Stripe", "its own API", "by the key in STRIPE_SECRET_KEY"));
    entries.add(new Entry("Data", plan.folder().toString(), "logs in " + plan.logs()));
    return entries.stream()
        .map(entry -> "%-16s %-34s %s".formatted(entry.what(), entry.where(), entry.more()))
        .collect(Collectors.joining("\n"));
  }

  private String pages() {
    return Files.exists(plan.build().module("web").resolve("dist/playground.html"))
        ? "in a browser, with examples"
        : "not built, as there was no Node 20.19 or newer with npm";
  }

  private String admin(String service) {
    return "admin " + HOST + plan.ports().admin(service);
  }
}
