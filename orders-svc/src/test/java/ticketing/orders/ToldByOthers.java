package ticketing.orders;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Event;
import ticketing.chassis.events.EventJson;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.contracts.Batch;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.admin.LoggedEventRepresentation;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.payments.ChargeRepresentation;

/** Stands in for tickets-svc and payments-svc where they are asked what they told. */
final class ToldByOthers implements AutoCloseable {

  private static final ObjectMapper JSON =
      Jackson.newObjectMapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private final List<LoggedEventRepresentation> log = new CopyOnWriteArrayList<>();
  private final List<ChargeRepresentation> charges = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private ToldByOthers() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/admin/event-log/events", exchange -> answer(exchange, this::events));
    server.createContext("/charges/by-orders", exchange -> answer(exchange, this::charges));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  static ToldByOthers start() {
    return new ToldByOthers();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What it was asked with. */
  List<String> tokens() {
    return tokens;
  }

  void told(@Nullable String traceId, Event<?>... events) {
    for (Event<?> event : events) {
      log.add(
          new LoggedEventRepresentation(
              event.type().source(),
              log.size() + 1L,
              event.aggregateId(),
              event.version(),
              event.type().name(),
              event.time(),
              false,
              traceId,
              EventJson.write(event)));
      if (event.state() instanceof ChargeState charge) {
        charges.add(represent(charge));
      }
    }
  }

  private static ChargeRepresentation represent(ChargeState charge) {
    return new ChargeRepresentation(
        charge.id(),
        charge.orderId(),
        ChargeStatus.CREATED,
        charge.step(),
        TestTicket.PRICE,
        null,
        null,
        null,
        null,
        null,
        TestTicket.CREATED_AT);
  }

  private Object events(Map<String, String> query) {
    UUID id = UUID.fromString(query.get("aggregateId"));
    int first = Integer.parseInt(query.get("first"));
    long after = query.containsKey("after") ? Cursor.position(query.get("after")) : 0;
    var rows =
        log.stream()
            .filter(event -> event.aggregateId().equals(id) && event.position() > after)
            .limit(first + 1L)
            .toList();
    return Pages.of(rows, first, row -> Cursor.of(row.position()), row -> row);
  }

  private Object charges(Map<String, String> query) {
    UUID id = UUID.fromString(query.get("orderIds"));
    return new Batch<>(
        charges.stream().filter(charge -> charge.orderId().equals(id)).limit(1).toList());
  }

  @FunctionalInterface
  private interface Answer {
    Object to(Map<String, String> query);
  }

  private void answer(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
      var query =
          Arrays.stream(exchange.getRequestURI().getQuery().split("&", -1))
              .map(value -> value.split("=", 2))
              .collect(Collectors.toMap(value -> value[0], value -> value[1]));
      byte[] body = JSON.writeValueAsBytes(answer.to(query));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
