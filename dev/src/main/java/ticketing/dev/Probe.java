package ticketing.dev;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a process whether it serves. */
@FunctionalInterface
interface Probe {
  /** How long one question may take. */
  Duration LIMIT = Duration.ofSeconds(2);

  HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  /** Whether it serves now; a refused connection means no. */
  boolean isReady() throws InterruptedException;

  /** Ready when {@code uri} answers 200. */
  static Probe http(URI uri) {
    var request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
    return () -> {
      try {
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException e) {
        return false;
      }
    };
  }
}
