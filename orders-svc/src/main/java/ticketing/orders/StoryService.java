package ticketing.orders;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.events.LoggedEvents;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.admin.LoggedEventRepresentation;
import ticketing.contracts.events.Source;
import ticketing.contracts.orders.MissingPartRepresentation;
import ticketing.contracts.orders.OrderStoryRepresentation;

/** Puts together what services told of an order; a service that is away is named. */
final class StoryService {

  private static final Logger LOG = LoggerFactory.getLogger(StoryService.class);

  private static final Comparator<LoggedEventRepresentation> BY_TIME =
      Comparator.comparing(LoggedEventRepresentation::time)
          .thenComparing(LoggedEventRepresentation::version)
          .thenComparing(LoggedEventRepresentation::source);

  private final Jdbi jdbi;
  private final Neighbours neighbours;

  StoryService(Jdbi jdbi, Neighbours neighbours) {
    this.jdbi = jdbi;
    this.neighbours = neighbours;
  }

  /** A part of the story, told by one service. */
  private record Part(Source service, Callable<List<LoggedEventRepresentation>> asked) {}

  private record Own(Order order, List<LoggedEventRepresentation> events) {}

  /**
   * @param token the admin's own, as others are asked by him
   */
  OrderStoryRepresentation story(UUID id, String token) {
    Own own = own(id);
    var parts =
        List.of(
            new Part(Source.TICKETS, () -> neighbours.ofTicket(own.order().ticketId(), token)),
            new Part(Source.PAYMENTS, () -> neighbours.ofCharge(id, token)));
    var events = new ArrayList<>(own.events());
    var missing = new ArrayList<MissingPartRepresentation>();
    List<Future<List<LoggedEventRepresentation>>> answers = ask(parts);
    IntStream.range(0, parts.size())
        .forEach(place -> add(parts.get(place).service(), answers.get(place), events, missing));
    events.sort(BY_TIME);
    return new OrderStoryRepresentation(OrderAdminService.represent(own.order()), events, missing);
  }

  /** Read before others are asked, as no transaction waits for them. */
  private Own own(UUID id) {
    return jdbi.withHandle(handle -> {
      Order order =
          handle.attach(OrderDao.class).byId(id).orElseThrow(() -> OrderAdminService.notFound(id));
      var log = LoggedEvents.of(Source.ORDERS, handle);
      return new Own(order, log.ofAggregate(id, 0, OrderStoryRepresentation.MOST));
    });
  }

  /** All at once; who is late is given up. */
  private List<Future<List<LoggedEventRepresentation>>> ask(List<Part> parts) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(
          parts.stream().map(Part::asked).toList(), neighbours.patience().toMillis(), MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.retryLater(ErrorCode.SERVICE_UNAVAILABLE, "stopping", 1);
    }
  }

  private static void add(
      Source service,
      Future<List<LoggedEventRepresentation>> answer,
      List<LoggedEventRepresentation> events,
      List<MissingPartRepresentation> missing) {
    if (answer.isCancelled()) {
      missing.add(new MissingPartRepresentation(service, "does not answer in time"));
      return;
    }
    try {
      List<LoggedEventRepresentation> told = answer.get();
      events.addAll(told.subList(0, Math.min(told.size(), OrderStoryRepresentation.MOST)));
      if (told.size() > OrderStoryRepresentation.MOST) {
        missing.add(
            new MissingPartRepresentation(
                service, "told more than " + OrderStoryRepresentation.MOST + " events"));
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof IOException away)) {
        throw new IllegalStateException(e.getCause());
      }
      LOG.warn(
          "An order's story is without {}, which {}: {}",
          service,
          away.getMessage(),
          String.valueOf(away.getCause()));
      missing.add(new MissingPartRepresentation(service, String.valueOf(away.getMessage())));
    } catch (InterruptedException e) {
      // All are done.
      Thread.currentThread().interrupt();
    }
  }
}
