package ticketing.tickets;

import java.sql.Connection;

// breaks: sqlIsInDaosAndChassisAlone
record PlantedJdbc(Connection connection) {}
