package ticketing.auth;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import ticketing.auth.TwoInstances.Pair;
import ticketing.chassis.testing.DescribedApi;

/** The service is as its OpenAPI document says. */
@ExtendWith(TwoInstances.class)
class ApiIT {

  private final Pair pair;

  ApiIT(Pair pair) {
    this.pair = pair;
  }

  @Test
  void isWhatItsDocumentSays() {
    DescribedApi.assertDescribes(
        "auth",
        pair.first().get("/openapi.json", null).body(),
        pair.environment(),
        AdminsOnlyResource.class);
  }
}
