package ticketing.tickets;

import jakarta.inject.Inject;

// breaks: nothingIsInjected
final class PlantedInjection {

  @Inject
  PlantedInjection() {}
}
