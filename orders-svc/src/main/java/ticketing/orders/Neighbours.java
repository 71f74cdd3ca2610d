package ticketing.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Batch;
import ticketing.contracts.Page;
import ticketing.contracts.admin.LoggedEventRepresentation;
import ticketing.contracts.orders.OrderStoryRepresentation;
import ticketing.contracts.payments.ChargeRepresentation;

/**
 * Asks tickets-svc and payments-svc what they told, as the admin whose token it is. An {@link
 * IOException} says why one cannot be asked, in words for that admin. Answers are read leniently,
 * as the neighbour may be newer.
 */
final class Neighbours {

  private static final Duration CONNECT = Duration.ofSeconds(1);

  private final NeighboursConfig config;
  private final HttpClient http;
  private final ObjectMapper mapper =
      Jackson.newObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  Neighbours(NeighboursConfig config, HttpClient http) {
    this.config = config;
    this.http = http;
  }

  /** With connections that are closed when the application stops. */
  static Neighbours open(NeighboursConfig config, Environment environment) {
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    environment.lifecycle().manage(new AutoCloseableManager(http));
    return new Neighbours(config, http);
  }

  /** How long all that is asked for one answer may take. */
  Duration patience() {
    return config.answer();
  }

  /** Of the ticket, by version; one more than a story has, where there are more. */
  List<LoggedEventRepresentation> ofTicket(UUID ticketId, String token)
      throws IOException, InterruptedException {
    return events(config.tickets(), ticketId, token);
  }

  /** Of the order's charge, if there is one. */
  List<LoggedEventRepresentation> ofCharge(UUID orderId, String token)
      throws IOException, InterruptedException {
    Batch<ChargeRepresentation> charges =
        get(
            config.payments().resolve("/charges/by-orders?orderIds=" + orderId),
            token,
            new TypeReference<>() {});
    return charges.items().isEmpty()
        ? List.of()
        : events(config.payments(), charges.items().getFirst().id(), token);
  }

  private List<LoggedEventRepresentation> events(URI service, UUID aggregateId, String token)
      throws IOException, InterruptedException {
    String path = "/admin/event-log/events?first=" + Page.MAX + "&aggregateId=" + aggregateId;
    var events = new ArrayList<LoggedEventRepresentation>();
    @Nullable String next = null;
    do {
      URI address = service.resolve(next == null ? path : path + "&after=" + next);
      Page<LoggedEventRepresentation> page = get(address, token, new TypeReference<>() {});
      page.items().forEach(item -> events.add(item.node()));
      next = page.next();
    } while (next != null && events.size() <= OrderStoryRepresentation.MOST);
    return events;
  }

  private <T> T get(URI address, String token, TypeReference<T> type)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(config.answer())
            .header("Authorization", "Bearer " + token)
            .build();
    var answer = send(request);
    if (answer.statusCode() != 200) {
      throw new IOException("answers " + answer.statusCode());
    }
    try {
      return mapper.readValue(answer.body(), type);
    } catch (JsonProcessingException e) {
      throw new IOException("answers what cannot be read", e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException("does not answer", e);
    }
  }
}
