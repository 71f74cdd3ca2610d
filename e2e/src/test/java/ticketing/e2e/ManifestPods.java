package ticketing.e2e;

import static ticketing.e2e.Manifests.each;
import static ticketing.e2e.Manifests.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ticketing.contracts.access.ServiceAccess;

/** What a pod may, gets and is left time for. */
final class ManifestPods {

  /** Dropwizard's shutdownGracePeriod, which no config.yml changes. */
  private static final int REQUESTS_UNDER_WAY = 30;

  private static final long MIB = 1L << 20;

  /** Of a JVM beside its heap: classes, code, threads, buffers. */
  private static final long BESIDE_HEAP = 192 * MIB;

  private static final long LEAST_HEAP = 256 * MIB;

  /** `make bench`. */
  private static final long SUBSCRIPTION = 70L << 10;

  /** Of the database, beside an instance's pool: relay, migrations, commands. */
  private static final int BESIDE_POOL = 3;

  private final Manifests manifests;

  private ManifestPods(Manifests manifests) {
    this.manifests = manifests;
  }

  static Stream<String> problems(Manifests manifests) {
    var pods = new ManifestPods(manifests);
    return Stream.of(
            manifests.workloads().flatMap(ManifestPods::restricted),
            Arrays.stream(ServiceAccess.values()).flatMap(pods::application),
            pods.connections())
        .flatMap(problems -> problems);
  }

  /** https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted, and more. */
  private static Stream<String> restricted(ObjectNode workload) {
    var pod = pod(workload);
    var ofPod =
        Stream.of(
            isNot(pod.at("/securityContext/runAsNonRoot"), "true", "may be root"),
            isNot(
                pod.at("/securityContext/seccompProfile/type"),
                "RuntimeDefault",
                "has no seccomp profile"),
            isNot(pod.path("automountServiceAccountToken"), "false", "gets a token"),
            isNot(pod.path("enableServiceLinks"), "false", "gets variables of Services"));
    var ofContainers =
        each(pod.path("containers"))
            .flatMap(container ->
                Stream.of(
                    isNot(
                        container.at("/securityContext/allowPrivilegeEscalation"),
                        "false",
                        "may become more"),
                    isNot(
                        container.at("/securityContext/readOnlyRootFilesystem"),
                        "true",
                        "may write anywhere"),
                    isNot(
                        container.at("/securityContext/capabilities/drop/0"),
                        "ALL",
                        "keeps capabilities"),
                    unbounded(container),
                    untagged(container)));
    return Stream.concat(ofPod, ofContainers)
        .flatMap(Optional::stream)
        .map(problem -> Manifests.title(workload) + ": " + problem);
  }

  private static Optional<String> isNot(JsonNode value, String wanted, String problem) {
    return value.asText().equals(wanted) ? Optional.empty() : Optional.of(problem);
  }

  private static Optional<String> unbounded(JsonNode container) {
    var resources = container.path("resources");
    return Stream.of("/requests/cpu", "/requests/memory", "/limits/cpu", "/limits/memory")
            .anyMatch(path -> resources.at(path).isMissingNode())
        ? Optional.of("lacks requests or limits")
        : Optional.empty();
  }

  private static Optional<String> untagged(JsonNode container) {
    var image = container.path("image").asText();
    return image.matches(".+:[^/]+") && !image.endsWith(":latest")
        ? Optional.empty()
        : Optional.of("of no known version: " + image);
  }

  private Stream<String> application(ServiceAccess access) {
    var deployment = manifests.get("Deployment", ManifestWiring.service(access));
    return Stream.of(memory(access, deployment), end(access, deployment), replaced(deployment))
        .flatMap(Optional::stream)
        .map(problem -> Manifests.title(deployment) + ": " + problem);
  }

  private static Optional<String> memory(ServiceAccess access, JsonNode deployment) {
    var container = pod(deployment).at("/containers/0");
    var limit = bytes(container.at("/resources/limits/memory").asText());
    var heap = limit * heapPercentage() / 100;
    var subscriptions =
        Long.parseLong(ManifestWiring.variables(access).getOrDefault("SUBSCRIPTIONS", "0"));
    if (limit - heap < BESIDE_HEAP) {
      return Optional.of("%d MiB beside its heap".formatted((limit - heap) / MIB));
    }
    var least = LEAST_HEAP + subscriptions * SUBSCRIPTION;
    return heap < least
        ? Optional.of("a heap of %d MiB, and needs %d".formatted(heap / MIB, least / MIB))
        : Optional.empty();
  }

  private static long bytes(String quantity) {
    var number = Long.parseLong(quantity.replaceFirst("[MG]i$", ""));
    return quantity.endsWith("Gi") ? number << 30 : number << 20;
  }

  /** Of the images' JVMs. */
  private static int heapPercentage() {
    try {
      var pom = Files.readString(Manifests.ROOT.resolve("pom.xml"));
      var matcher = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)").matcher(pom);
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 100;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Time for all that happens between being told to end and being killed. */
  private Optional<String> end(ServiceAccess access, JsonNode deployment) {
    var pod = pod(deployment);
    var told = ManifestWiring.told(manifests, access);
    var drain = seconds(told.getOrDefault("DRAIN", "0s"));
    var needed =
        pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt()
            + drain
            + REQUESTS_UNDER_WAY;
    var grace = pod.path("terminationGracePeriodSeconds").asInt();
    var kept = ManifestWiring.variables(ServiceAccess.GATEWAY).getOrDefault("CALL_KEEP_ALIVE", "");
    if (drain <= seconds(kept)) {
      return Optional.of(
          "drains for %d s, and idle connections are kept %s".formatted(drain, kept));
    }
    return grace <= needed
        ? Optional.of("is killed after %d s, and needs %d".formatted(grace, needed))
        : Optional.empty();
  }

  private static int seconds(String duration) {
    return Integer.parseInt(duration.replaceFirst("s$", ""));
  }

  private static Optional<String> replaced(JsonNode deployment) {
    var update = deployment.at("/spec/strategy/rollingUpdate");
    return update.path("maxUnavailable").asText().equals("0")
            && pod(deployment).path("topologySpreadConstraints").size() > 0
        ? Optional.empty()
        : Optional.of("is not replaced one by one, or not spread");
  }

  /** All pools at their largest fit into their database cluster. */
  private Stream<String> connections() {
    return manifests
        .kind("Cluster")
        .flatMap(cluster -> {
          var most = cluster.at("/spec/postgresql/parameters/max_connections").asInt();
          var needed =
              each(cluster.at("/spec/managed/roles"), role -> role.path("name").asText())
                  .mapToInt(this::connections)
                  .sum();
          return needed > most
              ? Stream.of(
                  "%s: %d connections, and pools of %d"
                      .formatted(Manifests.title(cluster), most, needed))
              : Stream.empty();
        });
  }

  private int connections(String role) {
    var access =
        Arrays.stream(ServiceAccess.values())
            .filter(each -> each.id().equals(role))
            .findFirst()
            .orElseThrow();
    var pods = manifests.get("HorizontalPodAutoscaler", ManifestWiring.service(access));
    var defaults = ManifestWiring.variables(access);
    var pool =
        ManifestWiring.told(manifests, access)
            .getOrDefault("DATABASE_POOL", defaults.getOrDefault("DATABASE_POOL", ""));
    return pods.at("/spec/maxReplicas").asInt() * (Integer.parseInt(pool) + BESIDE_POOL);
  }
}
