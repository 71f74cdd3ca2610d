package ticketing.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What Kubernetes' API, or the definition of a custom resource, does not know. */
final class ManifestModels {

  /** Where the definitions of CloudNativePG and the Gateway API are, if they are here. */
  static final Path DEFINITIONS = Manifests.ROOT.resolve("../shared/k8s-crds").normalize();

  private static final Map<String, Check> MODELS =
      Map.of(
          "v1 ConfigMap", V1ConfigMap::validateJsonElement,
          "v1 Namespace", V1Namespace::validateJsonElement,
          "v1 Service", V1Service::validateJsonElement,
          "v1 ServiceAccount", V1ServiceAccount::validateJsonElement,
          "apps/v1 Deployment", V1Deployment::validateJsonElement,
          "apps/v1 StatefulSet", V1StatefulSet::validateJsonElement,
          "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement,
          "networking.k8s.io/v1 Ingress", V1Ingress::validateJsonElement,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

  private static final Map<String, String> CUSTOM =
      Map.of(
          "postgresql.cnpg.io/v1 Cluster", "cnpg-clusters",
          "postgresql.cnpg.io/v1 Database", "cnpg-databases",
          "postgresql.cnpg.io/v1 ScheduledBackup", "cnpg-scheduledbackups",
          "gateway.networking.k8s.io/v1 Gateway", "gateway-api-gateways",
          "gateway.networking.k8s.io/v1 HTTPRoute", "gateway-api-httproutes");

  /** Of the Prometheus operator, as far as they are used here. */
  private static final Map<String, String> OURS =
      Map.of(
          "monitoring.coreos.com/v1 PodMonitor", "pod-monitor.schema.yaml",
          "monitoring.coreos.com/v1 PrometheusRule", "prometheus-rule.schema.yaml");

  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private ManifestModels() {}

  @FunctionalInterface
  private interface Check {
    void check(JsonElement json) throws IOException;
  }

  /** Of Kubernetes' own kinds, and those of the Prometheus operator. */
  static Stream<String> problems(Manifests manifests) {
    return manifests.objects().stream()
        .filter(object -> !CUSTOM.containsKey(kind(object)))
        .flatMap(ManifestModels::known);
  }

  /** Of custom resources, where their definitions are. */
  static Stream<String> customProblems(Manifests manifests) {
    return manifests.objects().stream()
        .filter(object -> CUSTOM.containsKey(kind(object)))
        .flatMap(object ->
            invalid(object, SCHEMAS.computeIfAbsent(kind(object), ManifestModels::definition)));
  }

  private static Stream<String> known(ObjectNode object) {
    if (OURS.containsKey(kind(object))) {
      return invalid(object, SCHEMAS.computeIfAbsent(kind(object), ManifestModels::ours));
    }
    var model = MODELS.get(kind(object));
    if (model == null) {
      return Stream.of("%s: no model of %s".formatted(Manifests.title(object), kind(object)));
    }
    try {
      model.check(JsonParser.parseString(object.toString()));
      return Stream.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Stream.of("%s: %s".formatted(Manifests.title(object), e.getMessage()));
    }
  }

  private static Stream<String> invalid(ObjectNode object, Schema schema) {
    return schema.validate(object).stream()
        .map(error ->
            "%s: %s %s"
                .formatted(
                    Manifests.title(object), error.getInstanceLocation(), error.getMessage()));
  }

  private static String kind(JsonNode object) {
    return object.path("apiVersion").asText() + " " + object.path("kind").asText();
  }

  private static Schema ours(String kind) {
    return schema(Manifests.yaml(Path.of("src/test/resources", OURS.get(kind))));
  }

  private static Schema definition(String kind) {
    var definition = Manifests.yaml(DEFINITIONS.resolve(CUSTOM.get(kind) + ".yaml"));
    var version = kind.replaceFirst(".*/(\\S+) .*", "$1");
    var schema =
        Manifests.each(definition.at("/spec/versions"))
            .filter(each -> each.path("name").asText().equals(version))
            .findFirst()
            .orElseThrow()
            .at("/schema/openAPIV3Schema");
    return schema(strict(schema));
  }

  static boolean hasDefinitions() {
    return Files.isDirectory(DEFINITIONS);
  }

  /** Kubernetes drops fields that a definition does not have; here they are mistakes. */
  private static JsonNode strict(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(ManifestModels::strict);
    return schema;
  }

  private static Schema schema(JsonNode json) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(json);
  }
}
