package ticketing.tickets;

import org.jdbi.v3.sqlobject.statement.SqlQuery;

// breaks: sqlIsInDaosAndChassisAlone
interface PlantedQuery {

  @SqlQuery("select count(*) from tickets")
  int count();
}
