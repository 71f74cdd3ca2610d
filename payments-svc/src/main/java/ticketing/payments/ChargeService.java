package ticketing.payments;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.database.Ids;
import ticketing.chassis.database.Patience;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.contracts.payments.PayOrderRequest;

/** What buyers may do with charges. It calls nobody: it writes what is to be done, and waits. */
final class ChargeService {

  private static final Duration PATIENCE_FOR_ORDER = Duration.ofSeconds(1);
  private static final Duration PATIENCE_FOR_OUTCOME = Duration.ofSeconds(10);

  /**
   * A charge with its order, as far as heard.
   *
   * @param refused why the card of this request was not taken, when another one was tried since
   */
  private record Outcome(Charge charge, OrderCopy order, @Nullable String refused) {

    boolean isSettled() {
      return refused != null
          || order.isOver()
          || charge.isWaitingForPaymentMethod()
          || charge.step() == ChargeStep.ACTION_REQUIRED;
    }
  }

  private final Jdbi jdbi;
  private final ChargeChanges changes;
  private final PayKeys keys;
  private final InstantSource clock;

  ChargeService(Jdbi jdbi, ChargeChanges changes, PayKeys keys, InstantSource clock) {
    this.jdbi = jdbi;
    this.changes = changes;
    this.keys = keys;
    this.clock = clock;
  }

  /** Pays an order, or joins the payment that is under way; answers within about ten seconds. */
  ChargeRepresentation pay(Caller caller, PayOrderRequest request) {
    awaitOrder(request.orderId());
    jdbi.useTransaction(handle -> begin(handle, caller, request));
    Outcome outcome =
        Patience.upTo(PATIENCE_FOR_OUTCOME, () -> outcome(caller, request), Outcome::isSettled);
    return answer(outcome);
  }

  private void awaitOrder(UUID orderId) {
    boolean young = Ids.isYoung(orderId, clock.instant());
    var unused =
        Patience.upTo(
            PATIENCE_FOR_ORDER,
            () -> jdbi.withExtension(CopyDao.class, dao -> dao.order(orderId)),
            order -> order.isPresent() || !young);
  }

  private void begin(Handle handle, Caller caller, PayOrderRequest request) {
    OrderCopy order =
        handle
            .attach(CopyDao.class)
            .lockOrder(request.orderId())
            .filter(copy -> copy.buyerId().equals(caller.userId()))
            .orElseThrow(() -> notFound(request.orderId()));
    Optional<Charge> before = handle.attach(ChargeDao.class).lockOfOrder(order.id());
    if (keys.isRepeated(handle, caller, request, before)) {
      return;
    }
    if (before.isEmpty()) {
      refuseUnlessPayable(order);
      Change<Charge> change =
          Charge.create(
              Ids.next(),
              order,
              request.paymentMethodId(),
              request.idempotencyKey(),
              clock.instant());
      changes.insert(handle, change);
    } else if (before.get().isWaitingForPaymentMethod()) {
      refuseUnlessPayable(order);
      keys.attemptEnded(handle, before.get());
      Change<Charge> change =
          before
              .get()
              .payWith(request.paymentMethodId(), request.idempotencyKey(), clock.instant())
              .orThrow(ProblemException::new);
      changes.apply(handle, change);
    }
    keys.keep(handle, caller, request);
  }

  private void refuseUnlessPayable(OrderCopy order) {
    if (order.status() != OrderStatus.CREATED) {
      throw refusal(order);
    }
    if (clock.instant().isAfter(order.expiresAt())) {
      throw expired();
    }
  }

  private Outcome outcome(Caller caller, PayOrderRequest request) {
    return jdbi.withHandle(handle -> {
      // The order first: its charge is over before it is.
      OrderCopy order = handle.attach(CopyDao.class).order(request.orderId()).orElseThrow();
      Charge charge = handle.attach(ChargeDao.class).ofOrder(order.id()).orElseThrow();
      Optional<PayKey> key = keys.firstUse(handle, caller, request);
      return new Outcome(charge, order, key.map(PayKey::inputError).orElse(null));
    });
  }

  private static ChargeRepresentation answer(Outcome outcome) {
    Charge charge = outcome.charge();
    if (outcome.refused() != null) {
      throw notTaken(outcome.refused());
    }
    if (outcome.order().status() == OrderStatus.CANCELLED) {
      throw charge.failureCode() == null
          ? refusal(outcome.order())
          : ProblemException.declined(charge.failureCode());
    }
    if (charge.isWaitingForPaymentMethod()) {
      throw notTaken(charge.inputError());
    }
    return represent(charge, true);
  }

  private static ProblemException notTaken(@Nullable String inputError) {
    return new ProblemException(
        ErrorCode.PAYMENT_METHOD_INVALID, "the card was not taken: " + inputError);
  }

  private static ProblemException refusal(OrderCopy order) {
    if (order.cancelReason() == null) {
      return new ProblemException(ErrorCode.ORDER_NOT_PAYABLE, "the order is " + order.status());
    }
    return switch (order.cancelReason()) {
      case EXPIRED -> expired();
      case PRICE_CHANGED ->
          new ProblemException(ErrorCode.PRICE_CHANGED, "the ticket's price changed");
      case TICKET_WITHDRAWN ->
          new ProblemException(ErrorCode.TICKET_WITHDRAWN, "the ticket was withdrawn");
      case BY_BUYER, BY_ADMIN, PAYMENT_FAILED ->
          new ProblemException(ErrorCode.ORDER_NOT_PAYABLE, "the order is cancelled");
    };
  }

  private static ProblemException expired() {
    return new ProblemException(ErrorCode.ORDER_EXPIRED, "the order's time is over");
  }

  private static ProblemException notFound(UUID orderId) {
    return new ProblemException(ErrorCode.NOT_FOUND, "you have no order " + orderId);
  }

  /** Those of the caller's own orders; an admin's are all. */
  List<ChargeRepresentation> byOrders(Caller caller, List<UUID> orderIds) {
    return jdbi
        .withExtension(
            ChargeDao.class,
            dao ->
                caller.isAdmin() ? dao.byOrders(orderIds) : dao.byOrders(caller.userId(), orderIds))
        .stream()
        .map(charge -> represent(charge, caller.userId().equals(charge.buyerId())))
        .toList();
  }

  private static ChargeRepresentation represent(Charge charge, boolean toItsBuyer) {
    @Nullable String secret =
        toItsBuyer && charge.step() == ChargeStep.ACTION_REQUIRED ? charge.clientSecret() : null;
    return new ChargeRepresentation(
        charge.id(),
        charge.orderId(),
        charge.step().status(),
        charge.step(),
        charge.money(),
        charge.failureCode(),
        secret,
        charge.stripeId(),
        charge.stripeRefundId(),
        charge.refundError(),
        charge.createdAt());
  }
}
