package ticketing.payments;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.events.OtherServices;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.RunningService;
import ticketing.chassis.testing.TestDatabase;
import ticketing.dev.LocalNats;
import ticketing.dev.LocalPostgres;
import ticketing.payments.stripe.StripeAccount;
import ticketing.payments.stripe.StripeLine;

/** payments-svc with a database, a NATS and a Stripe account of its own, started once for all. */
final class PaymentsServer implements Payments {

  static final String WEBHOOK_SECRET = "whsec_test";

  private final LocalNats nats = LocalNats.start();
  private final LocalPostgres.Database database = LocalPostgres.shared().fresh();
  private final StripeAccount account = StripeAccount.openNew();
  private final StripeLine line = StripeLine.to(account.url());
  private final OtherServices others = OtherServices.at(nats);
  private final RunningService service = another();
  private final Jdbi jdbi = TestDatabase.open(database).jdbi();

  private PaymentsServer() {
    Runtime.getRuntime().addShutdownHook(new Thread(nats::close));
    var unused = Purchase.of(this);
  }

  static PaymentsServer shared() {
    return Shared.INSTANCE;
  }

  private static final class Shared {
    private static final PaymentsServer INSTANCE = new PaymentsServer();
  }

  /** Starts another instance on the same database. */
  RunningService another() {
    return another(Map.of());
  }

  /**
   * Starts another instance on the same database.
   *
   * @param overrides more keys of the YAML
   */
  RunningService another(Map<String, String> overrides) {
    var values = new HashMap<>(overrides);
    values.put("stripe.apiBase", line.url().toString());
    values.put("stripe.installation", "test");
    values.put("stripe.webhookSecret", WEBHOOK_SECRET);
    return RunningService.start(PaymentsApplication.class, nats, database, values);
  }

  RunningService service() {
    return service;
  }

  @Override
  public RestClient signedOut() {
    return service.client();
  }

  @Override
  public StripeAccount account() {
    return account;
  }

  @Override
  public StripeLine line() {
    return line;
  }

  @Override
  public OtherServices others() {
    return others;
  }

  /** As if whoever works at the charge had not been heard of for some seconds. */
  void endLease(UUID chargeId) {
    jdbi.useHandle(handle ->
        handle.execute(
            """
            update charge_work set lease_until = now() - interval '1 millisecond'
            where charge_id = ?
            """,
            chargeId));
  }

  @Override
  public Jdbi jdbi() {
    return jdbi;
  }
}
