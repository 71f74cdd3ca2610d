package ticketing.payments;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.admin.Audit;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.events.Decision.Change;
import ticketing.chassis.http.Cursor;
import ticketing.chassis.http.Pages;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.payments.ChargeDetailRepresentation;

/** What admins may do with charges. As for buyers, it calls nobody. */
final class ChargeAdminService {

  /** A charge's place in a list; null: before the first. */
  private record Place(@Nullable Instant time, @Nullable UUID id) {

    static Place of(@Nullable String cursor) {
      if (cursor == null) {
        return new Place(null, null);
      }
      List<String> values = Cursor.values(cursor, 2);
      return new Place(Cursor.time(values, 0), Cursor.id(values, 1));
    }
  }

  private final Jdbi jdbi;
  private final ChargeChanges changes;
  private final Audit audit;
  private final InstantSource clock;

  ChargeAdminService(Jdbi jdbi, ChargeChanges changes, Audit audit, InstantSource clock) {
    this.jdbi = jdbi;
    this.changes = changes;
    this.audit = audit;
    this.clock = clock;
  }

  /** Newest first. */
  Page<ChargeDetailRepresentation> list(ChargeFilter filter, int first, @Nullable String after) {
    var place = Place.of(after);
    return page(
        jdbi.withExtension(
            ChargeDao.class, dao -> dao.find(filter, place.time(), place.id(), first + 1)),
        first);
  }

  /** Whose money is, or may be, held; oldest first. */
  Page<ChargeDetailRepresentation> holds(int first, @Nullable String after) {
    var place = Place.of(after);
    return page(
        jdbi.withExtension(ChargeDao.class, dao -> dao.holds(place.time(), place.id(), first + 1)),
        first);
  }

  private static Page<ChargeDetailRepresentation> page(List<Charge> rows, int first) {
    return Pages.of(
        rows,
        first,
        charge -> Cursor.of(charge.createdAt(), charge.id()),
        ChargeAdminService::represent);
  }

  /** Gives back all that was taken, once; the worker asks Stripe until it is done. */
  ChargeDetailRepresentation refund(Caller caller, UUID id, ReasonRequest why) {
    return jdbi.inTransaction(handle -> {
      Charge charge = handle.attach(ChargeDao.class).lock(id).orElseThrow(() -> notFound(id));
      if (charge.step() == ChargeStep.REFUNDING || charge.step() == ChargeStep.REFUNDED) {
        return represent(charge);
      }
      Change<Charge> change = charge.refund(clock.instant()).orThrow(ProblemException::new);
      changes.apply(handle, change);
      audit.write(handle, caller, "charge.refund", id, why);
      return represent(change.row());
    });
  }

  private static ProblemException notFound(UUID id) {
    return new ProblemException(ErrorCode.NOT_FOUND, "there is no charge " + id);
  }

  private static ChargeDetailRepresentation represent(Charge charge) {
    return new ChargeDetailRepresentation(
        charge.id(),
        charge.orderId(),
        charge.buyerId(),
        charge.step().status(),
        charge.step(),
        charge.money(),
        charge.inputError(),
        charge.failureCode(),
        charge.stripeId(),
        charge.stripeRefundId(),
        charge.refundError(),
        charge.expiresAt(),
        charge.captureBy(),
        charge.version(),
        charge.createdAt(),
        charge.updatedAt());
  }
}
