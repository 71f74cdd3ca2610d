package ticketing.model;

/** A promise that was broken. */
record Failure(String promise, String how) {

  @Override
  public String toString() {
    return "broken: " + promise + " (" + how + ")";
  }
}
