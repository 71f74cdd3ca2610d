package ticketing.payments;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.database.Ids;
import ticketing.chassis.events.Event;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.Money;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.events.ChargeState;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.OrderState;
import ticketing.contracts.events.Source;
import ticketing.contracts.payments.PayOrderRequest;
import ticketing.payments.stripe.StripeAccount.Payment;

/** A buyer's order, whose part of orders-svc the test plays, and what becomes of its payment. */
final class Purchase {

  static final Money PRICE = new Money(1500, "usd");

  private static final Executor PRESSES = Executors.newVirtualThreadPerTaskExecutor();

  private final Payments payments;
  private OrderState order;

  private Purchase(Payments payments, OrderState order) {
    this.payments = payments;
    this.order = order;
  }

  /** Ordered now, not yet told of. */
  static Purchase untold(Payments payments) {
    return untold(payments, Duration.ofMinutes(15));
  }

  /** Ordered now, not yet told of; its time is over then. */
  static Purchase untold(Payments payments, Duration left) {
    return untold(payments, left, Ids.next());
  }

  private static Purchase untold(Payments payments, Duration left, UUID buyerId) {
    Instant now = now();
    var order =
        new OrderState(
            Ids.next(),
            Ids.next(),
            buyerId,
            PRICE,
            OrderStatus.CREATED,
            null,
            1,
            now.plus(left),
            null,
            1,
            now,
            now);
    return new Purchase(payments, order);
  }

  /** Ordered now, and heard of: payOrder waits a second for that, which a busy machine may miss. */
  static Purchase of(Payments payments) {
    return untold(payments).told().awaitHeard();
  }

  /** Another of this one's buyer. */
  Purchase another() {
    return untold(payments, Duration.ofMinutes(15), order.buyerId()).told().awaitHeard();
  }

  /** Tells that the order was created. */
  Purchase told() {
    payments.others().tell(event());
    return this;
  }

  Purchase fenced() {
    return fenced(Duration.ofMinutes(10));
  }

  /** The money is to be taken, within this time. */
  Purchase fenced(Duration within) {
    return next(OrderStatus.AWAITING_PAYMENT, null, now().plus(within));
  }

  Purchase completed() {
    return next(OrderStatus.COMPLETED, null, order.captureBy());
  }

  Purchase cancelled(CancelReason reason) {
    return next(OrderStatus.CANCELLED, reason, order.captureBy());
  }

  private Purchase next(
      OrderStatus status, @Nullable CancelReason reason, @Nullable Instant captureBy) {
    order =
        new OrderState(
            order.id(),
            order.ticketId(),
            order.buyerId(),
            order.price(),
            status,
            reason,
            order.lockNo(),
            order.expiresAt(),
            captureBy,
            order.version() + 1,
            order.createdAt(),
            now());
    payments.others().tell(event());
    return this;
  }

  private Event<OrderState> event() {
    EventType<OrderState> type =
        switch (order.status()) {
          case CREATED -> Events.ORDER_CREATED;
          case AWAITING_PAYMENT -> Events.ORDER_AWAITING_PAYMENT;
          case COMPLETED -> Events.ORDER_COMPLETED;
          case CANCELLED -> Events.ORDER_CANCELLED;
        };
    return new Event<>(type, order.id(), order.version(), order.updatedAt(), order);
  }

  /** Does orders-svc's part to the end. */
  Purchase settled() {
    ChargeState authorizedOrOver = awaitStep(ChargeStep.AUTHORIZED, ChargeStep.FAILED);
    if (authorizedOrOver.step() == ChargeStep.AUTHORIZED) {
      fenced().awaitStep(ChargeStep.COMPLETED, ChargeStep.FAILED);
    }
    return chargeStep() == ChargeStep.COMPLETED
        ? completed()
        : cancelled(CancelReason.PAYMENT_FAILED);
  }

  Reply pay(String card) {
    return pay(buyer(), card, null);
  }

  Reply pay(String card, @Nullable String key) {
    return pay(buyer(), card, key);
  }

  Reply pay(RestClient client, String card, @Nullable String key) {
    return client.post("/charges", new PayOrderRequest(order.id(), card, key));
  }

  /** Presses pay, and does not wait for what comes of it. */
  CompletableFuture<Reply> paying(String card) {
    return paying(card, null);
  }

  CompletableFuture<Reply> paying(String card, @Nullable String key) {
    return CompletableFuture.supplyAsync(() -> pay(card, key), PRESSES);
  }

  CompletableFuture<Reply> paying(RestClient client, String card) {
    return CompletableFuture.supplyAsync(() -> pay(client, card, null), PRESSES);
  }

  /** Its buyer. */
  RestClient buyer() {
    return payments.as(order.buyerId());
  }

  UUID orderId() {
    return order.id();
  }

  /** Of the order, as told last. */
  int version() {
    return order.version();
  }

  UUID buyerId() {
    return order.buyerId();
  }

  UUID chargeId() {
    return await().until(this::findChargeId, Optional::isPresent).orElseThrow();
  }

  private Optional<UUID> findChargeId() {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("select id from charges where order_id = :id")
                .bind("id", order.id())
                .mapTo(UUID.class)
                .findOne());
  }

  /** Waits until payments-svc knows of what was told last. */
  Purchase awaitHeard() {
    var unused =
        await()
            .until(
                () ->
                    payments
                        .jdbi()
                        .withHandle(handle ->
                            handle
                                .createQuery("select version from order_copies where id = :id")
                                .bind("id", order.id())
                                .mapTo(Integer.class)
                                .findOne()),
                heard -> heard.equals(Optional.of(order.version())));
    return this;
  }

  /** The step in the database. */
  ChargeStep chargeStep() {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("select step from charges where order_id = :id")
                .bind("id", order.id())
                .mapTo(ChargeStep.class)
                .one());
  }

  /** Whether nobody works at the charge, nor will within a minute if nothing is heard. */
  boolean isAtRest() {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    select lease_until is null
                      and (look_at is null or look_at > now() + interval '1 minute')
                    from charge_work
                    where charge_id = :id
                    """)
                .bind("id", chargeId())
                .mapTo(Boolean.class)
                .one());
  }

  /** Whether nobody works at the charge. */
  boolean isLeft() {
    return payments
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    select lease_until is null and (look_at is null or look_at > now())
                    from charge_work where charge_id = :id
                    """)
                .bind("id", chargeId())
                .mapTo(Boolean.class)
                .one());
  }

  /** What was told of the charge, in the stream's order. */
  List<ChargeState> history() {
    return events().stream().map(event -> (ChargeState) event.state()).toList();
  }

  List<Event<?>> events() {
    return payments.others().told(Source.PAYMENTS, chargeId());
  }

  /** The last that was told of the charge, once it is at one of the steps. */
  ChargeState awaitStep(ChargeStep... steps) {
    return await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            this::history,
            told -> !told.isEmpty() && List.of(steps).contains(told.getLast().step()))
        .getLast();
  }

  /** What Stripe knows of it: one payment. */
  Payment payment() {
    List<Payment> all = payments.account().payments(order.id());
    if (all.size() != 1) {
      throw new AssertionError("not one payment: " + all);
    }
    return all.getFirst();
  }

  /** The calls to Stripe, by their keys: {@code capture:2}. */
  List<String> calls() {
    return payments.line().steps(chargeId());
  }

  private static Instant now() {
    return InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
