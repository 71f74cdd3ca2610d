package ticketing.expiration;

import org.jdbi.v3.core.Jdbi;

// breaks: gatewayAndExpirationHaveNoDatabase
record PlantedDatabase(Jdbi jdbi) {}
