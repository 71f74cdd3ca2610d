package ticketing.payments;

import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.events.OtherServices;
import ticketing.chassis.testing.RestClient;
import ticketing.payments.stripe.StripeAccount;
import ticketing.payments.stripe.StripeLine;

/** payments-svc under test, and what is around it. */
interface Payments {

  RestClient signedOut();

  /** Called by this user. */
  default RestClient as(UUID userId) {
    return signedOut().as(userId);
  }

  default RestClient asAdmin() {
    return signedOut().asAdmin();
  }

  StripeAccount account();

  StripeLine line();

  OtherServices others();

  /** Its database, past the service. */
  Jdbi jdbi();
}
