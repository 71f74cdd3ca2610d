package ticketing.e2e;

import static ticketing.e2e.Manifests.each;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import ticketing.contracts.access.ServiceAccess;

/** Who reaches whom by the NetworkPolicies: those that an application calls, and no others. */
final class ManifestNetwork {

  private static final int HTTP = 8080;
  private static final int NATS = 4222;
  private static final int POSTGRES = 5432;

  private final List<ObjectNode> policies;

  /** Labels of pods by a name. */
  private final Map<String, JsonNode> pods = new HashMap<>();

  private ManifestNetwork(Manifests manifests) {
    policies = manifests.kind("NetworkPolicy").toList();
    manifests
        .workloads()
        .forEach(workload ->
            pods.put(Manifests.name(workload), workload.at("/spec/template/metadata/labels")));
    manifests
        .kind("Cluster")
        .forEach(cluster -> {
          var labels = (ObjectNode) cluster.at("/spec/inheritedMetadata/labels").deepCopy();
          pods.put("postgres", labels.put("cnpg.io/cluster", Manifests.name(cluster)));
        });
  }

  static Stream<String> problems(Manifests manifests) {
    return new ManifestNetwork(manifests).problems(calls(manifests));
  }

  private record Call(String from, String to, int port) {}

  /** Those that settings name, and each service's database. */
  private static Set<Call> calls(Manifests manifests) {
    var calls = new HashSet<Call>();
    for (var access : ServiceAccess.values()) {
      var name = ManifestWiring.service(access);
      calls.add(new Call(name, "nats", NATS));
      ManifestWiring.told(manifests, access).values().stream()
          .filter(value -> value.matches("http://[a-z]+-svc"))
          .forEach(url -> calls.add(new Call(name, URI.create(url).getHost(), HTTP)));
      if (access.ownsDatabase()) {
        calls.add(new Call(name, "postgres", POSTGRES));
      }
    }
    return calls;
  }

  private Stream<String> problems(Set<Call> calls) {
    var found = new ArrayList<String>();
    for (var access : ServiceAccess.values()) {
      var from = ManifestWiring.service(access);
      pods.keySet().stream()
          .filter(to -> !to.equals(from))
          .flatMap(to ->
              Stream.of(HTTP, 8081, NATS, POSTGRES, 6222, 8222)
                  .map(port -> new Call(from, to, port)))
          .filter(call -> reaches(call) != calls.contains(call))
          .forEach(call ->
              found.add(
                  "%s %s %s at %d by its NetworkPolicies"
                      .formatted(
                          call.from(),
                          calls.contains(call) ? "does not reach" : "reaches",
                          call.to(),
                          call.port())));
    }
    return found.stream();
  }

  private boolean reaches(Call call) {
    var from = pods.getOrDefault(call.from(), labels(Map.of()));
    var to = pods.getOrDefault(call.to(), labels(Map.of()));
    return allows("Egress", from, to, call.port()) && allows("Ingress", to, from, call.port());
  }

  private static JsonNode labels(Map<String, String> labels) {
    return Manifests.YAML.valueToTree(labels);
  }

  private boolean allows(String direction, JsonNode of, JsonNode other, int port) {
    var selecting =
        policies.stream()
            .filter(policy ->
                each(policy.at("/spec/policyTypes"))
                    .anyMatch(type -> type.asText().equals(direction)))
            .filter(policy -> selects(policy.at("/spec/podSelector"), of))
            .toList();
    var peers = direction.equals("Egress") ? "to" : "from";
    return selecting.isEmpty()
        || selecting.stream()
            .flatMap(policy -> each(policy.path("spec").path(direction.toLowerCase(Locale.ROOT))))
            .anyMatch(rule ->
                each(rule.path("ports")).anyMatch(each -> each.path("port").asInt() == port)
                    && each(rule.path(peers)).anyMatch(peer -> isPod(peer, other)));
  }

  /** Of the same namespace: what other namespaces and addresses may is not looked at. */
  private static boolean isPod(JsonNode peer, JsonNode labels) {
    return peer.has("podSelector")
        && !peer.has("namespaceSelector")
        && selects(peer.path("podSelector"), labels);
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    return selector.path("matchLabels").properties().stream()
            .allMatch(entry -> entry.getValue().equals(labels.path(entry.getKey())))
        && each(selector.path("matchExpressions"))
            .allMatch(expression -> {
              var label = labels.path(expression.path("key").asText());
              return switch (expression.path("operator").asText()) {
                case "Exists" -> label.isTextual();
                case "In" -> each(expression.path("values")).anyMatch(label::equals);
                default -> throw new AssertionError("not known here: " + expression);
              };
            });
  }
}
