package ticketing.payments;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import ticketing.chassis.auth.TestTokens;
import ticketing.chassis.events.OtherServices;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.TestDatabase;
import ticketing.contracts.ChargeStep;
import ticketing.dev.FreePorts;
import ticketing.dev.LocalNats;
import ticketing.dev.LocalPostgres;
import ticketing.payments.KillSwitch.Point;
import ticketing.payments.KillSwitch.Side;
import ticketing.payments.stripe.StripeAccount;
import ticketing.payments.stripe.StripeLine;
import ticketing.payments.stripe.StripeLine.Call;
import ticketing.payments.stripe.StripeLine.Passage;

/** payments-svc as a process that dies where it is told to, with all around it, which does not. */
final class CrashLane implements Payments, AutoCloseable {

  private final KillSwitch killSwitch = new KillSwitch(() -> process().kill());
  private final LocalNats nats = LocalNats.start();
  private final LocalPostgres.Database database = LocalPostgres.shared().fresh();
  private final DatabaseLine databaseLine = DatabaseLine.to(database.url(), killSwitch);
  private final StripeAccount account = StripeAccount.openNew();
  private final StripeLine line = StripeLine.to(account.url());
  private final OtherServices others = OtherServices.at(nats);
  private final Jdbi jdbi = TestDatabase.open(database).jdbi();
  private final int port = FreePorts.next();
  private final Map<String, String> environment = new HashMap<>();
  private final File log;
  private final AtomicBoolean slow = new AtomicBoolean();
  private PaymentsProcess process;

  /** Started, and ready. */
  CrashLane(int number) {
    line.rule(call -> {
      waitIfSlow(call);
      return reach(call, Side.BEFORE) ? Passage.CUT : Passage.FREE;
    });
    line.beforeAnswer(call -> reach(call, Side.AFTER));
    log = new File("target/crash-points-" + number + ".log");
    environment.putAll(
        Map.of(
            "DATABASE_URL", databaseLine.url(),
            "DATABASE_USER", database.user(),
            "DATABASE_PASSWORD", database.password(),
            "NATS_URL", nats.url(),
            "ACK_WAIT", "PT2S",
            "AUTH_URL", TestTokens.shared().url().toString(),
            "STRIPE_API_BASE", line.url().toString(),
            "STRIPE_WEBHOOK_SECRET", PaymentsServer.WEBHOOK_SECRET,
            "INSTALLATION", "test",
            "LOG_LEVEL", "WARN"));
    process = start();
  }

  private boolean reach(Call call, Side side) {
    String what = call.isRead() ? "read" : call.key().substring(0, call.key().indexOf(':'));
    List<String> ids =
        Stream.of(call.key().split(":", -1), call.path().split("/", -1))
            .flatMap(Arrays::stream)
            .toList();
    return killSwitch.reach(ids, what + " at Stripe", side);
  }

  /** Lets the next confirmation take until the charge's lease was made longer. */
  void slowDown() {
    slow.set(true);
  }

  private void waitIfSlow(Call call) {
    if (call.is("confirm") && slow.getAndSet(false)) {
      await()
          .until(
              () -> killSwitch.isDead() || killSwitch.reached().stream().anyMatch(Point::isOfTime));
    }
  }

  private PaymentsProcess start() {
    return PaymentsProcess.start(port, environment, log).awaitReady();
  }

  private synchronized PaymentsProcess process() {
    return process;
  }

  /** Starts it again, and waits until it is ready. */
  void restart() {
    PaymentsProcess next = start();
    synchronized (this) {
      process = next;
    }
  }

  /** Ends it in order, and starts it again. */
  void restartInOrder() {
    process().stop();
    restart();
  }

  KillSwitch killSwitch() {
    return killSwitch;
  }

  /** Whether the charge is at its end, everybody was told and heard, and nobody has to do more. */
  boolean isSettled(UUID orderId, int orderVersion, ChargeStep step) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select charges.step = :step
                  and charge_work.look_at is null and charge_work.lease_until is null
                  and order_copies.version = :orderVersion
                  and not exists (select from event_pending)
                  and not exists (select from parked)
                from charges
                join charge_work on charge_work.charge_id = charges.id
                join order_copies on order_copies.id = charges.order_id
                where charges.order_id = :orderId
                """)
            .bind("step", step.name())
            .bind("orderVersion", orderVersion)
            .bind("orderId", orderId)
            .mapTo(Boolean.class)
            .findOne()
            .orElse(false));
  }

  /** Of the purchase's charge and intent, as far as there are any. */
  List<String> ids(UUID orderId) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select unnest(array[id::text, stripe_id]) from charges where order_id = :orderId
                """)
            .bind("orderId", orderId)
            .mapTo(String.class)
            .list());
  }

  /** What the buyer's browser asks the bank with. */
  String clientSecret(UUID orderId) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select client_secret from charges where order_id = :orderId")
            .bind("orderId", orderId)
            .mapTo(String.class)
            .one());
  }

  @Override
  public RestClient signedOut() {
    return process().client();
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

  @Override
  public Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process().kill();
    others.close();
    line.close();
    account.close();
    databaseLine.close();
    nats.close();
  }
}
