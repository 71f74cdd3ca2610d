package ticketing.payments;

import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.DescribedApi;

/**
 * The service is as its OpenAPI document says; all calls of the other tests are held against it.
 */
final class ApiIT {

  private final PaymentsServer payments = PaymentsServer.shared();

  @Test
  void isWhatItsDocumentSays() {
    DescribedApi.assertDescribes(
        "payments",
        payments.service().client().get("/openapi.json").body(),
        payments.service().environment());
  }
}
