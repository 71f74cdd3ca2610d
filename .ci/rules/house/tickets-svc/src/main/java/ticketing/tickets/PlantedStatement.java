package ticketing.tickets;

import org.jdbi.v3.core.Handle;

// breaks: sqlIsInDaosAndChassisAlone
final class PlantedStatement {

  void clear(Handle handle) {
    handle.execute("truncate tickets");
  }
}
