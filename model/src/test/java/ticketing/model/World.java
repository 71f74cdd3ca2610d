package ticketing.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.events.Event;

/**
 * Everything at one moment: all rows of all services, what they told and heard, what Stripe has,
 * what workers remember, and the clock. What lies in its cells is immutable, so a copy is cheap.
 */
public final class World {

  private final Scope scope;
  private final @Nullable Object[] values;
  private final @Nullable Identities identities;
  private final int[] ids;
  private long fingerprint;

  /** Empty; with identities it has a fingerprint. */
  World(Scope scope, @Nullable Identities identities) {
    this.scope = scope;
    this.values = new Object[Cells.COUNT];
    this.identities = identities;
    this.ids = identities == null ? new int[0] : new int[Cells.COUNT];
  }

  private World(World other) {
    this.scope = other.scope;
    this.values = other.values.clone();
    this.identities = other.identities;
    this.ids = other.ids.clone();
    this.fingerprint = other.fingerprint;
  }

  public World copy() {
    return new World(this);
  }

  /** Takes back whatever happened since the copy was made: a rollback. */
  public void returnTo(World copy) {
    System.arraycopy(copy.values, 0, values, 0, values.length);
    System.arraycopy(copy.ids, 0, ids, 0, ids.length);
    fingerprint = copy.fingerprint;
  }

  Scope scope() {
    return scope;
  }

  @SuppressWarnings("unchecked") // set() let in nothing else
  public <T> @Nullable T get(Cell<T> cell) {
    return (@Nullable T) values[cell.index()];
  }

  /** What must be there. */
  public <T> T row(Cell<T> cell) {
    return requireNonNull(get(cell), cell.name());
  }

  public boolean has(Cell<?> cell) {
    return values[cell.index()] != null;
  }

  public <T> void set(Cell<T> cell, @Nullable T value) {
    int index = cell.index();
    values[index] = value;
    if (identities != null) {
      int id = value == null ? 0 : identities.of(value);
      fingerprint ^= mixed(index, ids[index]) ^ mixed(index, id);
      ids[index] = id;
    }
  }

  public Instant now() {
    return row(Cells.NOW);
  }

  /** What payments-svc and tickets-svc take for now: their clocks need not be the database's. */
  public Instant nowElsewhere() {
    return now().plus(scope.skew());
  }

  /** Appends to a row's events, in the transaction that writes the row. */
  public void tell(Cell<Told> cell, Event<?> event) {
    Told told = told(cell);
    if (event.version() != told.last() + 1) {
      throw new IllegalStateException(cell + ": version " + event.version() + " is told again");
    }
    set(cell, told.append(event, !scope.relay()));
  }

  Told told(Cell<Told> cell) {
    Told told = get(cell);
    return told == null ? Told.NOTHING : told;
  }

  boolean allows(Deed deed) {
    return row(Cells.BUDGET).allows(deed);
  }

  void spend(Deed deed) {
    set(Cells.BUDGET, row(Cells.BUDGET).after(deed));
  }

  /**
   * The same for worlds that are alike in every cell, and else not, but by an accident of 2^-64.
   */
  long fingerprint() {
    return fingerprint;
  }

  boolean isLike(World other) {
    for (int i = 0; i < values.length; i++) {
      if (!Objects.equals(values[i], other.values[i])) {
        return false;
      }
    }
    return true;
  }

  // SplitMix64's finish.
  private static long mixed(int index, int id) {
    if (id == 0) {
      return 0;
    }
    long z = ((long) index << 32 | id) * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
