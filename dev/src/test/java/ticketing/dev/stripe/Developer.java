package ticketing.dev.stripe;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

/** Who sits at the stand-in's own pages, without a key. */
record Developer(URI standIn, HttpClient http) {

  Developer(StandIn standIn) {
    this(standIn.uri(), HttpClient.newHttpClient());
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(standIn.resolve(path)));
  }

  HttpResponse<String> post(String path, Map<String, String> form) {
    var body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(joining("&"));
    return send(
        HttpRequest.newBuilder(standIn.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(standIn.resolve(path)).DELETE());
  }

  /** Answers the bank. */
  HttpResponse<String> answer(String clientSecret, String answer) {
    return post("/bank", Map.of("client_secret", clientSecret, "answer", answer));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
