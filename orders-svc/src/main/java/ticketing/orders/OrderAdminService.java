package ticketing.orders;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.admin.Audit;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.OrderStatus;
import ticketing.contracts.Page;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.orders.AdminOrderRepresentation;

/** What admins may do with orders. */
final class OrderAdminService {

  private final Jdbi jdbi;
  private final EventLog log;
  private final Audit audit;

  OrderAdminService(Jdbi jdbi, EventLog log, Audit audit) {
    this.jdbi = jdbi;
    this.log = log;
    this.audit = audit;
  }

  /** Newest first, of those that are as the filters say; no ids ask for any. */
  Page<AdminOrderRepresentation> list(
      List<UUID> ids,
      @Nullable UUID buyerId,
      @Nullable UUID ticketId,
      @Nullable OrderStatus status,
      @Nullable Instant from,
      @Nullable Instant to,
      int first,
      @Nullable String after) {
    UUID behind = after == null ? null : Cursor.id(after);
    List<Order> rows =
        jdbi.withExtension(
            OrderDao.class,
            dao -> dao.find(ids, buyerId, ticketId, status, from, to, behind, first + 1));
    return Pages.of(rows, first, order -> Cursor.of(order.id()), OrderAdminService::represent);
  }

  /** One that is cancelled already stays as it is, and nothing is done. */
  AdminOrderRepresentation cancel(Caller caller, UUID id, ReasonRequest why) {
    return jdbi.inTransaction(handle -> {
      var dao = handle.attach(OrderDao.class);
      Order order = dao.lock(id).orElseThrow(() -> notFound(id));
      if (order.status() == OrderStatus.CANCELLED) {
        return represent(order);
      }
      Change<Order> change =
          order.cancel(CancelReason.BY_ADMIN, dao.now()).orThrow(ProblemException::new);
      dao.store(change.row());
      log.append(handle, change.event());
      audit.write(handle, caller, "order.cancel", id, why);
      return represent(change.row());
    });
  }

  static ProblemException notFound(UUID id) {
    return new ProblemException(ErrorCode.NOT_FOUND, "there is no order " + id);
  }

  static AdminOrderRepresentation represent(Order order) {
    return new AdminOrderRepresentation(
        order.id(),
        order.status(),
        order.cancelReason(),
        order.ticketId(),
        order.buyerId(),
        order.price(),
        order.lockNo(),
        order.expiresAt(),
        order.captureBy(),
        order.version(),
        order.createdAt(),
        order.updatedAt());
  }
}
