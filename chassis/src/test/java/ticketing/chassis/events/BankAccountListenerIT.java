package ticketing.chassis.events;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.database.Database;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Events;

class BankAccountListenerIT extends ListenerContractIT {

  @Override
  protected List<EventType<?>> types() {
    return List.of(Events.TICKET_CREATED, Events.TICKET_UPDATED);
  }

  @Override
  protected Listener listener(Database database) {
    BankAccounts.createTable(database);
    return new BankAccounts();
  }

  @Override
  protected List<Event<?>> history(Handle handle) {
    return BankAccounts.deposits(3);
  }

  @Override
  protected Object state(Handle handle, UUID account) {
    return BankAccounts.account(handle, account);
  }
}
