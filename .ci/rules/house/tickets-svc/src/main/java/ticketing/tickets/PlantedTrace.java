package ticketing.tickets;

// breaks: nobodyPrintsStackTraces
final class PlantedTrace {

  void show(Exception failure) {
    failure.printStackTrace();
  }
}
