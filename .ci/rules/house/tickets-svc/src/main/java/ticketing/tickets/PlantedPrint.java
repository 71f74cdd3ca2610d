package ticketing.tickets;

// breaks: onlyCommandsPrint
final class PlantedPrint {

  public static void main(String[] args) {
    System.out.println("only dev, Listen and Emit are commands");
  }
}
