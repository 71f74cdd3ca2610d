package ticketing.model;

/** How often each deed may still be done. */
public record Budget(long packed) {

  private static final int BITS = 5;

  static final Budget NONE = new Budget(0);

  Budget with(Deed deed, int times) {
    return new Budget(packed + ((long) times << deed.ordinal() * BITS));
  }

  boolean allows(Deed deed) {
    return (packed >>> deed.ordinal() * BITS & (1 << BITS) - 1) > 0;
  }

  Budget after(Deed deed) {
    return with(deed, -1);
  }
}
