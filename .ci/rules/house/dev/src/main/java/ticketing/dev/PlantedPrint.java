package ticketing.dev;

// breaks: onlyCommandsPrint
final class PlantedPrint {

  void print() {
    System.err.println("only main methods print");
  }
}
