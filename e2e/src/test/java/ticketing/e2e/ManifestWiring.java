package ticketing.e2e;

import static ticketing.e2e.Manifests.each;
import static ticketing.e2e.Manifests.name;
import static ticketing.e2e.Manifests.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ticketing.contracts.access.NatsPermissions;
import ticketing.contracts.access.ServiceAccess;

/** Where manifests and applications disagree: ports, settings, secrets, addresses, subjects. */
final class ManifestWiring {

  /** In a config.yml: a variable and what stands there without it. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)}");

  private static final String HERE = "127.0.0.1";
  private static final Map<String, Set<String>> SECRETS = secrets();

  private final Manifests manifests;

  private ManifestWiring(Manifests manifests) {
    this.manifests = manifests;
  }

  static Stream<String> problems(Manifests manifests) {
    var wiring = new ManifestWiring(manifests);
    return Stream.of(
            Arrays.stream(ServiceAccess.values()).flatMap(wiring::application),
            manifests.workloads().flatMap(wiring::references),
            wiring.nats())
        .flatMap(problems -> problems);
  }

  static String service(ServiceAccess access) {
    return access.id() + "-svc";
  }

  private static String module(ServiceAccess access) {
    return access == ServiceAccess.GATEWAY ? "gateway-graphql" : service(access);
  }

  /** The variables that an application reads, with their defaults. */
  static Map<String, String> variables(ServiceAccess access) {
    try {
      var file = Manifests.ROOT.resolve(module(access)).resolve("config.yml");
      return VARIABLE
          .matcher(Files.readString(file))
          .results()
          .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2), (a, _) -> a));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> application(ServiceAccess access) {
    var name = service(access);
    var missing =
        Stream.of(
                "Deployment",
                "Service",
                "ServiceAccount",
                "PodDisruptionBudget",
                "HorizontalPodAutoscaler",
                "NetworkPolicy")
            .filter(kind -> manifests.find(kind, name).isEmpty())
            .map(kind -> "%s has no %s".formatted(name, kind))
            .toList();
    if (!missing.isEmpty()) {
      return missing.stream();
    }
    var container = pod(manifests.get("Deployment", name)).at("/containers/0");
    var told = told(container);
    var problems =
        Stream.of(
            image(access, container),
            settings(access, told),
            ports(name, container, told),
            probes(container),
            addresses(access, told),
            credentials(access, container, told));
    return problems.flatMap(each -> each).map(problem -> name + ": " + problem);
  }

  private static Stream<String> image(ServiceAccess access, JsonNode container) {
    var image = container.path("image").asText();
    return image.matches("(.+/)?ticketing/" + module(access) + "(:.+)?")
        ? Stream.empty()
        : Stream.of("%s is not the image of %s".formatted(image, module(access)));
  }

  private static Stream<String> settings(ServiceAccess access, Map<String, String> told) {
    var read = variables(access);
    return Stream.concat(
        told.keySet().stream()
            .filter(variable -> !read.containsKey(variable))
            .map(variable -> "config.yml has no " + variable),
        read.entrySet().stream()
            .filter(entry -> entry.getValue().contains(HERE))
            .filter(entry -> !told.containsKey(entry.getKey()))
            // Where to listen for webhooks' senders and callers is no address.
            .map(entry ->
                "%s is not set, and would be %s".formatted(entry.getKey(), entry.getValue())));
  }

  private Stream<String> ports(String name, JsonNode container, Map<String, String> told) {
    var service = manifests.get("Service", name).at("/spec/ports");
    return Stream.of(
            differs("PORT", told, port(container, "http")),
            differs("ADMIN_PORT", told, port(container, "admin")),
            service.size() == 1 && service.at("/0/targetPort").asText().equals("http")
                ? Optional.<String>empty()
                : Optional.of("its Service leads to another port than http"))
        .flatMap(Optional::stream);
  }

  private static Optional<String> differs(String variable, Map<String, String> told, String port) {
    var listens = told.getOrDefault(variable, "");
    return listens.equals(port)
        ? Optional.empty()
        : Optional.of("%s is %s, the container's port %s".formatted(variable, listens, port));
  }

  private static String port(JsonNode container, String name) {
    return each(container.path("ports"))
        .filter(port -> port.path("name").asText().equals(name))
        .map(port -> port.path("containerPort").asText())
        .findFirst()
        .orElse("none");
  }

  /** Which paths answer: {@link ProbesIT}. */
  private static Stream<String> probes(JsonNode container) {
    return Stream.of("startupProbe", "readinessProbe", "livenessProbe")
        .filter(probe -> !container.path(probe).at("/httpGet/port").asText().equals("admin"))
        .map(probe -> probe + " does not ask the admin port");
  }

  private Stream<String> addresses(ServiceAccess access, Map<String, String> told) {
    return told.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("_URL") && !entry.getValue().contains(HERE))
        .filter(entry -> !leadsSomewhere(access, entry.getValue()))
        .map(entry -> "%s leads nowhere: %s".formatted(entry.getKey(), entry.getValue()));
  }

  private boolean leadsSomewhere(ServiceAccess access, String url) {
    if (url.startsWith("jdbc:")) {
      var uri = URI.create(url.substring("jdbc:".length()));
      return uri.getPath().equals("/" + access.id())
          && (serves(uri, 5432) || isCluster(access, uri.getHost()));
    }
    var uri = URI.create(url);
    return serves(uri, 80);
  }

  private boolean serves(URI uri, int usual) {
    var port = uri.getPort() < 0 ? usual : uri.getPort();
    return manifests
        .find("Service", uri.getHost())
        .filter(service ->
            each(service.at("/spec/ports")).anyMatch(each -> each.path("port").asInt() == port))
        .isPresent();
  }

  /** One of CloudNativePG's, which has the service's database and role. */
  private boolean isCluster(ServiceAccess access, String host) {
    return manifests
            .kind("Cluster")
            .filter(cluster -> host.equals(name(cluster) + "-rw"))
            .flatMap(cluster -> each(cluster.at("/spec/managed/roles")))
            .anyMatch(role ->
                role.path("name").asText().equals(access.id())
                    && role.at("/passwordSecret/name").asText().equals(access.id() + "-database"))
        && manifests
            .find("Database", access.id())
            .filter(database ->
                host.equals(database.at("/spec/cluster/name").asText() + "-rw")
                    && database.at("/spec/owner").asText().equals(access.id()))
            .isPresent();
  }

  private static Stream<String> credentials(
      ServiceAccess access, JsonNode container, Map<String, String> told) {
    var wanted = new HashMap<>(Map.of("NATS_PASSWORD", access.id() + "-nats"));
    var users = new HashSet<>(Set.of("NATS_USER"));
    if (access.ownsDatabase()) {
      wanted.put("DATABASE_PASSWORD", access.id() + "-database");
      users.add("DATABASE_USER");
    }
    return Stream.concat(
        users.stream()
            .filter(user -> !access.id().equals(told.get(user)))
            .map(user -> "%s is not %s".formatted(user, access.id())),
        wanted.entrySet().stream()
            .filter(entry ->
                each(container.path("env"))
                    .noneMatch(variable ->
                        variable.path("name").asText().equals(entry.getKey())
                            && variable
                                .at("/valueFrom/secretKeyRef/name")
                                .asText()
                                .equals(entry.getValue())))
            .map(
                entry -> "%s is not of the secret %s".formatted(entry.getKey(), entry.getValue())));
  }

  /** What a container gets by its environment; secrets are empty. */
  Map<String, String> told(JsonNode container) {
    var told = new HashMap<String, String>();
    each(container.path("envFrom"))
        .map(source -> source.at("/configMapRef/name").asText())
        .flatMap(map -> manifests.find("ConfigMap", map).stream())
        .forEach(map ->
            map.path("data")
                .properties()
                .forEach(entry -> told.put(entry.getKey(), entry.getValue().asText())));
    each(container.path("env"))
        .forEach(variable ->
            told.put(variable.path("name").asText(), variable.path("value").asText("")));
    return told;
  }

  static Map<String, String> told(Manifests manifests, ServiceAccess access) {
    var deployment = manifests.get("Deployment", service(access));
    return new ManifestWiring(manifests).told(pod(deployment).at("/containers/0"));
  }

  private Stream<String> references(ObjectNode workload) {
    var pod = pod(workload);
    var account = pod.path("serviceAccountName").asText();
    var maps =
        Stream.concat(
            pod.findValues("configMapRef").stream(),
            each(pod.path("volumes"))
                .map(volume -> volume.path("configMap"))
                .filter(JsonNode::isObject));
    var keys = pod.findValues("secretKeyRef").stream();
    return Stream.of(
            Stream.of(account)
                .filter(name -> manifests.find("ServiceAccount", name).isEmpty())
                .map(name -> "no ServiceAccount " + name),
            maps.map(map -> map.path("name").asText())
                .filter(name -> manifests.find("ConfigMap", name).isEmpty())
                .map(name -> "no ConfigMap " + name),
            keys.filter(key ->
                    !SECRETS
                        .getOrDefault(key.path("name").asText(), Set.of())
                        .contains(key.path("key").asText()))
                .map(key -> "k8s/secrets makes no such key: " + key))
        .flatMap(problems -> problems)
        .map(problem -> Manifests.title(workload) + ": " + problem);
  }

  private Stream<String> nats() {
    var users = manifests.config("nats").at("/data/users.conf").asText();
    var env = each(pod(manifests.get("StatefulSet", "nats")).at("/containers/0/env"));
    Set<String> passwords = env.map(each -> each.path("name").asText()).collect(Collectors.toSet());
    return Stream.concat(
        users.equals(natsUsers())
            ? Stream.empty()
            : Stream.of("users.conf of nats is to be:\n" + natsUsers()),
        Pattern.compile("password: \\$([A-Z_]+)")
            .matcher(users)
            .results()
            .map(match -> match.group(1))
            .filter(variable -> !passwords.contains(variable))
            .map(variable -> "nats is not told " + variable));
  }

  /** NATS's users and what each may, of contracts. */
  static String natsUsers() {
    var services =
        Arrays.stream(ServiceAccess.values())
            .map(access -> natsUser(access.id(), NatsPermissions.of(access)));
    var operator = natsUser("operator", new NatsPermissions(List.of(">"), List.of(">")));
    return Stream.concat(services, Stream.of(operator))
        .collect(
            Collectors.joining(
                "",
                """
                # Made of contracts' ServiceAccess; ManifestsTest says what it is to be.
                authorization {
                  users: [
                """,
                """
                  ]
                }
                """));
  }

  private static String natsUser(String name, NatsPermissions permissions) {
    return """
        {
          user: "%s", password: $%s_PASSWORD
          permissions: {
            publish: [
    %s        ]
            subscribe: [
    %s        ]
          }
        }
    """
        .formatted(
            name,
            name.toUpperCase(Locale.ROOT),
            subjects(permissions.publish()),
            subjects(permissions.subscribe()));
  }

  private static String subjects(List<String> subjects) {
    return subjects.stream().map("          \"%s\"\n"::formatted).collect(Collectors.joining());
  }

  /** What the commands that k8s/secrets prints make: keys by name. */
  private static Map<String, Set<String>> secrets() {
    try {
      var script = Manifests.ROOT.resolve("k8s/secrets").toString();
      var process = new ProcessBuilder(script).start();
      var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return printed
          .lines()
          .filter(line -> line.startsWith("kubectl create secret"))
          .collect(
              Collectors.toMap(
                  line -> line.split(" ")[4],
                  line ->
                      Pattern.compile("--from-literal \"([^=]+)=")
                          .matcher(line)
                          .results()
                          .map(match -> match.group(1))
                          .collect(Collectors.toSet())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
