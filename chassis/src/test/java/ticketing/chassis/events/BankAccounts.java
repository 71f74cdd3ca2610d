package ticketing.chassis.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.database.Database;
import ticketing.contracts.Money;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.events.Events;
import ticketing.contracts.events.TicketState;

/**
 * A bank account whose deposits add up: the first 100, the second 200 and so on. Each event tells
 * of one deposit ({@code lockNo}) and of the balance after it ({@code price}).
 */
final class BankAccounts implements Listener {

  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /** What is known of an account. */
  public record Account(int balance, int version) {}

  static void createTable(Database database) {
    database
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "create table if not exists account"
                    + " (id uuid primary key, balance int not null, version int not null)"));
  }

  /** The deposits 1 to n to a new account. */
  static List<Event<?>> deposits(int n) {
    return deposits(UUID.randomUUID(), n);
  }

  static List<Event<?>> deposits(UUID account, int n) {
    return IntStream.rangeClosed(1, n).<Event<?>>mapToObj(i -> deposit(account, i)).toList();
  }

  static Event<TicketState> deposit(UUID account, int version) {
    int amount = version * 100;
    int balance = version * (version + 1) / 2 * 100;
    Instant time = NOON.plusSeconds(version);
    var state =
        new TicketState(
            account,
            account,
            "account",
            new Money(balance, "usd"),
            TicketStatus.AVAILABLE,
            null,
            amount,
            null,
            null,
            null,
            version,
            NOON,
            time);
    var type = version == 1 ? Events.TICKET_CREATED : Events.TICKET_UPDATED;
    return new Event<>(type, account, version, time, state);
  }

  static Account account(Handle handle, UUID id) {
    return handle
        .createQuery("select balance, version from account where id = :id")
        .bind("id", id)
        .map((row, context) -> new Account(row.getInt("balance"), row.getInt("version")))
        .findOne()
        .orElse(new Account(0, 0));
  }

  /** Adds the deposit; where it does not follow on what is known, the balance told counts. */
  @Override
  public void hear(Handle handle, Event<?> event) {
    if (!(event.state() instanceof TicketState told)) {
      throw new IllegalArgumentException("not a deposit: " + event);
    }
    Account known = account(handle, told.id());
    if (told.version() <= known.version()) {
      throw new IllegalStateException(
          "version %d after %d".formatted(told.version(), known.version()));
    }
    int balance =
        told.version() == known.version() + 1
            ? known.balance() + told.lockNo()
            : told.price().amount();
    handle
        .createUpdate(
            """
            insert into account (id, balance, version) values (:id, :balance, :version)
            on conflict (id) do update set balance = :balance, version = :version
            """)
        .bind("id", told.id())
        .bind("balance", balance)
        .bind("version", told.version())
        .execute();
  }
}
