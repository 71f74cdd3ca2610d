package ticketing.orders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.chassis.testing.DescribedApi;

/**
 * The service is as its OpenAPI document says; all calls of the other tests are held against it.
 */
@ExtendWith(OrdersServer.Shared.class)
final class ApiIT {

  private final OrdersServer orders;

  ApiIT(OrdersServer orders) {
    this.orders = orders;
  }

  @Test
  void isWhatItsDocumentSays() {
    DescribedApi.assertDescribes(
        "orders",
        orders.service().client().get("/openapi.json").body(),
        orders.service().environment());
  }
}
