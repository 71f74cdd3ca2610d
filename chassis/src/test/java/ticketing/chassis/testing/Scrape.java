package ticketing.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an application told Prometheus at its admin port.
 *
 * @param values by name and labels, as they stand there: {@code name{label="value",other="value"}},
 *     labels by their names
 */
public record Scrape(Map<String, Double> values) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Asks an admin port. */
  public static Scrape of(URI admin) {
    var request = HttpRequest.newBuilder(admin.resolve("/prometheus")).build();
    try {
      var answer = HTTP.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type").orElseThrow())
          .startsWith("text/plain");
      return new Scrape(
          answer
              .body()
              .lines()
              .filter(line -> !line.startsWith("#"))
              .collect(
                  Collectors.toMap(
                      line -> line.substring(0, line.lastIndexOf(' ')),
                      line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                      (one, _) -> one)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 0 where there is none yet: counters with labels come with their first count. */
  public double value(String name) {
    return values.getOrDefault(name, 0.0);
  }
}
