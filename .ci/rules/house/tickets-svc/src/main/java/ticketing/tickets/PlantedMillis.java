package ticketing.tickets;

// breaks: nobodyReadsTheWallClock
record PlantedMillis(long millis) {

  PlantedMillis() {
    this(System.currentTimeMillis());
  }
}
