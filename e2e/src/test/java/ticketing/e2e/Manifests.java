package ticketing.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import ticketing.dev.Kustomize;

/**
 * What a kustomization makes: Kubernetes' objects, by kind and name.
 *
 * @param objects as they would be applied
 */
record Manifests(List<ObjectNode> objects) {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final String DEV = "overlays/dev";
  static final String PROD = "overlays/prod";
  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Each overlay, and with each component that it does not have by itself. */
  static final List<List<String>> ALL =
      List.of(
          List.of(DEV),
          List.of(DEV, "components/ingress"),
          List.of(PROD),
          List.of(PROD, "components/orders-cluster"));

  private static final Kustomize KUSTOMIZE = Kustomize.find();
  private static final Map<List<String>, Manifests> BUILT = new ConcurrentHashMap<>();

  Manifests {
    objects = List.copyOf(objects);
  }

  /** Of an overlay, with components; built once. */
  static Manifests of(List<String> folders) {
    return BUILT.computeIfAbsent(folders, Manifests::build);
  }

  private static Manifests build(List<String> folders) {
    var k8s = ROOT.resolve("k8s");
    try {
      if (folders.size() == 1) {
        return parse(KUSTOMIZE.build(k8s.resolve(folders.getFirst())));
      }
      var folder = Path.of("target", "manifests", String.join("-", folders).replace('/', '-'));
      Files.createDirectories(folder);
      var up = folder.toAbsolutePath().relativize(k8s);
      Files.writeString(
          folder.resolve("kustomization.yaml"),
          "namespace: ticketing\nresources: [%s]\ncomponents: [%s]\n"
              .formatted(up.resolve(folders.getFirst()), up.resolve(folders.getLast())));
      return parse(KUSTOMIZE.build(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Manifests parse(String documents) throws IOException {
    try (var parser = YAML.getFactory().createParser(documents)) {
      var objects = new ArrayList<ObjectNode>();
      YAML.readValues(parser, ObjectNode.class).forEachRemaining(objects::add);
      return new Manifests(objects);
    }
  }

  static JsonNode yaml(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another that can be changed. */
  Manifests copy() {
    return new Manifests(objects.stream().map(ObjectNode::deepCopy).toList());
  }

  Stream<ObjectNode> kind(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
  }

  Optional<ObjectNode> find(String kind, String name) {
    return kind(kind).filter(object -> name(object).equals(name)).findFirst();
  }

  ObjectNode get(String kind, String name) {
    return find(kind, name).orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  /** Those that make pods, of templates of ours. */
  Stream<ObjectNode> workloads() {
    return Stream.concat(kind("Deployment"), kind("StatefulSet"));
  }

  /** A ConfigMap by its name before kustomize's hash. */
  ObjectNode config(String name) {
    return kind("ConfigMap")
        .filter(map -> name(map).replaceFirst("-[a-z0-9]{10}$", "").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no ConfigMap " + name));
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  static String title(JsonNode object) {
    return object.path("kind").asText() + " " + name(object);
  }

  static JsonNode pod(JsonNode workload) {
    return workload.at("/spec/template/spec");
  }

  static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  static <T> Stream<T> each(JsonNode list, Function<JsonNode, T> part) {
    return each(list).map(part);
  }
}
