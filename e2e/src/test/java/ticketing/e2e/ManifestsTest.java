package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.contracts.access.ServiceAccess;
import ticketing.dev.LocalNats;

/** The manifests of k8s/, without a cluster: valid, and true to the applications. */
final class ManifestsTest {

  private static List<List<String>> all() {
    return Manifests.ALL;
  }

  private static Stream<List<String>> allWhereDefined() {
    return whereDefined(all().stream());
  }

  @ParameterizedTest
  @MethodSource("all")
  void theyBuildAndAreTrueToTheApplications(List<String> folders) {
    assertThat(problems(Manifests.of(folders))).isEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("allWhereDefined")
  void customResourcesAreAsTheirDefinitionsSay(List<String> folders) {
    assertThat(ManifestModels.customProblems(Manifests.of(folders))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {Manifests.DEV, Manifests.PROD})
  void natsTakesItsConfiguration(String overlay, @TempDir Path folder) throws IOException {
    var files = Manifests.of(List.of(overlay)).config("nats").path("data");
    for (var file : files.properties()) {
      // Where its streams are kept must be there.
      var text = file.getValue().asText().replace("\"/data\"", "\"" + folder + "\"");
      Files.writeString(folder.resolve(file.getKey()), text);
    }
    var environment = new HashMap<>(Map.of("POD_NAME", "nats-0", "OPERATOR_PASSWORD", "n0"));
    Arrays.stream(ServiceAccess.values())
        .forEach(
            access -> environment.put(access.id().toUpperCase(Locale.ROOT) + "_PASSWORD", "n0"));
    LocalNats.check(folder.resolve("nats.conf"), environment);
  }

  /** The test of the test: each of these is found. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsFound(String mistake, Consumer<Manifests> plant, String problem) {
    var manifests = Manifests.of(List.of(Manifests.PROD)).copy();
    assertThat(problems(manifests)).isEmpty();
    plant.accept(manifests);
    assertThat(problems(manifests))
        .as(mistake)
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found).contains(problem));
  }

  private static List<Arguments> mistakes() {
    return List.of(
        mistake(
            "a wrong port",
            manifests -> data(manifests, "applications").put("ADMIN_PORT", "8082"),
            "ADMIN_PORT is 8082, the container's port 8081"),
        mistake(
            "a Service that leads to another port",
            manifests ->
                with(manifests.get("Service", "orders-svc"), "/spec/ports/0")
                    .put("targetPort", "admin"),
            "leads to another port"),
        mistake(
            "a misspelt field",
            manifests -> {
              var container = container(manifests, "orders-svc");
              container.set("readynessProbe", container.path("readinessProbe"));
            },
            "readynessProbe"),
        mistake(
            "a probe of the port that serves customers",
            manifests ->
                with(container(manifests, "orders-svc"), "/livenessProbe/httpGet")
                    .put("port", "http"),
            "livenessProbe does not ask the admin port"),
        mistake(
            "a setting that the application does not have",
            manifests -> data(manifests, "gateway-svc").put("TICKET_URL", "http://tickets-svc"),
            "config.yml has no TICKET_URL"),
        mistake(
            "an address that is left at its default",
            manifests -> data(manifests, "payments-svc").remove("STRIPE_API_BASE"),
            "STRIPE_API_BASE is not set"),
        mistake(
            "an address where nobody is",
            manifests -> data(manifests, "gateway-svc").put("CALL_URL", "http://order-svc"),
            "CALL_URL"),
        mistake(
            "a secret key that nobody makes",
            manifests ->
                with(container(manifests, "payments-svc"), "/env/1/valueFrom/secretKeyRef")
                    .put("key", "passwort"),
            "k8s/secrets makes no such key"),
        mistake(
            "another service's database role",
            manifests -> data(manifests, "tickets-svc").put("DATABASE_USER", "orders"),
            "DATABASE_USER is not tickets"),
        mistake(
            "a subject that a service may not publish to",
            manifests -> {
              var files = data(manifests, "nats");
              var users = files.path("users.conf").asText();
              files.put("users.conf", users.replace("          \"ticketing.orders.>\"\n", ""));
            },
            "users.conf of nats is to be"),
        mistake(
            "a way that is shut",
            manifests ->
                ((ArrayNode) manifests.get("NetworkPolicy", "tickets-svc").at("/spec/egress"))
                    .remove(0),
            "tickets-svc does not reach auth-svc at 8080"),
        mistake(
            "a way that is open to all",
            manifests -> {
              var policy = with(manifests.get("NetworkPolicy", "default-deny"), "/spec");
              for (var way : List.of("ingress/from", "egress/to")) {
                var names = way.split("/", 2);
                var rule = policy.putArray(names[0]).addObject();
                rule.putArray(names[1]).addObject().putObject("podSelector");
                rule.putArray("ports").addObject().put("port", 8081);
              }
            },
            "-svc reaches "),
        mistake(
            "too little memory for the heap",
            manifests ->
                with(container(manifests, "gateway-svc"), "/resources/limits")
                    .put("memory", "512Mi"),
            "MiB"),
        mistake(
            "no time to end",
            manifests ->
                with(manifests.get("Deployment", "auth-svc"), "/spec/template/spec")
                    .put("terminationGracePeriodSeconds", 30),
            "is killed after 30 s"),
        mistake(
            "root",
            manifests ->
                with(manifests.get("Deployment", "auth-svc"), "/spec/template/spec/securityContext")
                    .put("runAsNonRoot", false),
            "may be root"),
        mistake(
            "an image of any version",
            manifests -> container(manifests, "auth-svc").put("image", "ticketing/auth-svc"),
            "of no known version"),
        mistake(
            "more pools than the database takes",
            manifests ->
                with(manifests.get("HorizontalPodAutoscaler", "orders-svc"), "/spec")
                    .put("maxReplicas", 50),
            "connections, and pools of"),
        mistake(
            "an alert of a metric that there is not",
            manifests ->
                with(manifests.get("PrometheusRule", "ticketing"), "/spec/groups/0/rules/0")
                    .put("expr", "max(orders_lost_total) > 0"),
            "knows no metric orders_lost_total"),
        mistake(
            "an alert that leads nowhere",
            manifests ->
                with(
                        manifests.get("PrometheusRule", "ticketing"),
                        "/spec/groups/0/rules/0/annotations")
                    .put("page", "docs/operations.md#nothing"),
            "no page docs/operations.md#nothing"));
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("customMistakes")
  void aMistakeInACustomResourceIsFound(String mistake, Consumer<Manifests> plant, String problem) {
    var manifests = Manifests.of(List.of(Manifests.PROD)).copy();
    plant.accept(manifests);
    assertThat(ManifestModels.customProblems(manifests))
        .as(mistake)
        .singleElement()
        .asString()
        .contains(problem);
  }

  private static Stream<Arguments> customMistakes() {
    return whereDefined(
        Stream.of(
            mistake(
                "a misspelt field of a database cluster",
                manifests ->
                    with(manifests.get("Cluster", "databases"), "/spec").put("instanzes", 3),
                "instanzes"),
            mistake(
                "an unknown kind of match",
                manifests ->
                    with(
                            manifests.get("HTTPRoute", "stripe-webhooks"),
                            "/spec/rules/0/matches/0/path")
                        .put("type", "Precise"),
                "Exact")));
  }

  private static Arguments mistake(String what, Consumer<Manifests> plant, String problem) {
    return Arguments.of(what, plant, problem);
  }

  private static List<String> problems(Manifests manifests) {
    return Stream.of(
            ManifestModels.problems(manifests),
            ManifestWiring.problems(manifests),
            ManifestNetwork.problems(manifests),
            ManifestPods.problems(manifests),
            ManifestAlerts.problems(manifests))
        .flatMap(problems -> problems)
        .toList();
  }

  /** Not a skipped test, which would be a failure where the definitions cannot be. */
  private static <T> Stream<T> whereDefined(Stream<T> cases) {
    if (ManifestModels.hasDefinitions()) {
      return cases;
    }
    System.out.println("Custom resources are not checked: no " + ManifestModels.DEFINITIONS);
    return Stream.empty();
  }

  private static ObjectNode data(Manifests manifests, String config) {
    return with(manifests.config(config), "/data");
  }

  private static ObjectNode container(Manifests manifests, String deployment) {
    return with(manifests.get("Deployment", deployment), "/spec/template/spec/containers/0");
  }

  private static ObjectNode with(ObjectNode object, String path) {
    return (ObjectNode) object.at(path);
  }
}
