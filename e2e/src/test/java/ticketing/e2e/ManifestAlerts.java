package ticketing.e2e;

import static ticketing.e2e.Manifests.each;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Alerts and dashboards of metrics that there are not, and alerts that lead to no page. */
final class ManifestAlerts {

  private static final Pattern METRIC = Pattern.compile("[a-z]+(_[a-z]+)+");

  /** Of Prometheus' language, and what Kubernetes and CloudNativePG tell. */
  private static final Pattern OTHERS =
      Pattern.compile("histogram_quantile|(kubelet_volume_stats|cnpg_collector)_\\w+");

  private static final Set<String> KNOWN = documented();

  private ManifestAlerts() {}

  static Stream<String> problems(Manifests manifests) {
    return Stream.concat(
        manifests
            .kind("PrometheusRule")
            .flatMap(rules -> each(rules.at("/spec/groups")))
            .flatMap(group -> each(group.path("rules")))
            .flatMap(ManifestAlerts::alert),
        manifests
            .kind("ConfigMap")
            .filter(map -> map.path("data").has("dashboard.json"))
            .flatMap(map -> dashboard(map.at("/data/dashboard.json").asText())));
  }

  private static Stream<String> alert(JsonNode rule) {
    var problems = unknown(rule.path("expr").asText());
    var page = rule.at("/annotations/page").asText();
    return (isHeading(page) ? problems : Stream.concat(problems, Stream.of("no page " + page)))
        .map(problem -> rule.path("alert").asText() + ": " + problem);
  }

  private static Stream<String> dashboard(String json) {
    try {
      return each(new ObjectMapper().readTree(json).path("panels"))
          .flatMap(panel ->
              each(panel.path("targets"))
                  .flatMap(target -> unknown(target.path("expr").asText()))
                  .map(problem -> panel.path("title").asText() + ": " + problem));
    } catch (IOException e) {
      return Stream.of("dashboard.json is no JSON: " + e.getMessage());
    }
  }

  private static Stream<String> unknown(String expression) {
    var names = expression.replaceAll("\"[^\"]*\"", "").replaceAll("\\b(by|in) \\([^)]*\\)", "");
    return METRIC
        .matcher(OTHERS.matcher(names).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .map(name -> name.replaceFirst("_seconds_(bucket|count|sum)$", "_seconds"))
        .filter(name -> !name.equals("rate_interval") && !KNOWN.contains(name))
        .map(name -> "docs/operations.md knows no metric " + name);
  }

  private static Set<String> documented() {
    return Pattern.compile("`([a-z]+(_[a-z]+)+)`")
        .matcher(read("docs/operations.md"))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static boolean isHeading(String page) {
    var parts = page.split("#", 2);
    return parts.length == 2
        && read(parts[0])
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
            .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
            .anyMatch(parts[1]::equals);
  }

  private static String read(String file) {
    try {
      return Files.readString(Manifests.ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
