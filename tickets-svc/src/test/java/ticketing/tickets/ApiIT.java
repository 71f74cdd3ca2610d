package ticketing.tickets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.testing.DescribedApi;

/**
 * The service is as its OpenAPI document says; all calls of the other tests are held against it.
 */
@ExtendWith(TicketsServer.Shared.class)
final class ApiIT {

  private final TicketsServer tickets;

  ApiIT(TicketsServer tickets) {
    this.tickets = tickets;
  }

  @Test
  void isWhatItsDocumentSays() {
    DescribedApi.assertDescribes(
        "tickets",
        tickets.service().client().get("/openapi.json").body(),
        tickets.service().environment());
  }
}
