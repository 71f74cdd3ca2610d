package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ticketing.contracts.access.ServiceAccess;

/** What Kubernetes asks an application by, it answers; and Prometheus. */
class ProbesIT {

  @ParameterizedTest
  @EnumSource
  void theAdminPortAnswersWhatTheManifestsAsk(ServiceAccess application) throws Exception {
    var prod = Manifests.of(List.of(Manifests.PROD));
    var deployment = prod.get("Deployment", ManifestWiring.service(application));
    var probes =
        Stream.of("startupProbe", "readinessProbe", "livenessProbe")
            .map(probe -> Manifests.pod(deployment).at("/containers/0/" + probe + "/httpGet/path"));
    var metrics = prod.get("PodMonitor", "applications").at("/spec/podMetricsEndpoints/0/path");
    try (var http = HttpClient.newHttpClient()) {
      for (var path : Stream.concat(probes, Stream.of(metrics)).toList()) {
        var uri = Installation.stack().admin(application.id()).resolve(path.asText());
        var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
        assertThat(answer.statusCode()).as("%s", uri).isEqualTo(200);
      }
    }
  }
}
