package ticketing.planted;

final class BreaksMissingOverride {

  public String toString() {
    return "x";
  }
}
