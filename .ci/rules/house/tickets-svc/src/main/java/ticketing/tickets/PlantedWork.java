package ticketing.tickets;

// breaks: nothingIsLeftForLater
interface PlantedWork {

  // TODO: say what
  void work();
}
