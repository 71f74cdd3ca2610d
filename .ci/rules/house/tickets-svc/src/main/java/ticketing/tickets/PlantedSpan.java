package ticketing.tickets;

import io.opentelemetry.api.trace.Span;

// breaks: tracesAreToldByObserveAlone
record PlantedSpan(Span span) {}
