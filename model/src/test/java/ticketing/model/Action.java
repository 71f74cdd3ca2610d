package ticketing.model;

/** One thing that happens: one transaction, one message, one call, one moment. */
interface Action {

  /** Lets it happen. */
  void on(World world);

  /** How often it comes by chance, beside others. */
  default int likelihood() {
    return 20;
  }

  /** In plain English, before it happens. */
  String story(World before);
}
