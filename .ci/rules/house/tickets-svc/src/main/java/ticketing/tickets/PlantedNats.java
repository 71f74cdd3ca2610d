package ticketing.tickets;

import io.nats.client.Connection;

// breaks: natsIsSpokenToByEventsAndSchedulesAlone
record PlantedNats(Connection connection) {}
