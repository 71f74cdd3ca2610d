package ticketing.chassis.events;

/** An event as it came: what was read, and the text that it was read from, to be parked. */
record Incoming(Event<?> event, String subject, String body) {}
