package ticketing.chassis.observe;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What takes a query to know. However many scrape, it is asked for a fiftieth of the time at most;
 * a query slower than 40 ms, or one that failed, every two seconds.
 */
public final class Measured<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Measured.class);
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final int SHARE = 50;

  private final LoadingCache<String, Known<T>> kept;

  /**
   * What is known.
   *
   * @param value none: it could not be known
   */
  private record Known<T>(@Nullable T value, Duration kept) {}

  /**
   * Measures by the system's time.
   *
   * @param what names it in the log
   */
  public Measured(String what, Supplier<T> query) {
    this(what, query, Ticker.systemTicker());
  }

  Measured(String what, Supplier<T> query, Ticker ticker) {
    this.kept =
        Caffeine.newBuilder()
            .ticker(ticker)
            .expireAfter(Expiry.<String, Known<T>>writing((_, known) -> known.kept()))
            .build(_ -> known(what, query, ticker));
  }

  /** Nothing while it cannot be known: then the metric is absent, and the others are told. */
  public Optional<T> get() {
    return Optional.ofNullable(kept.get("").value());
  }

  private static <T> Known<T> known(String what, Supplier<T> query, Ticker ticker) {
    long from = ticker.read();
    try {
      T value = query.get();
      var took = Duration.ofNanos(ticker.read() - from);
      var share = took.multipliedBy(SHARE);
      return new Known<>(value, share.compareTo(LONGEST) < 0 ? share : LONGEST);
    } catch (RuntimeException e) {
      LOG.warn("Cannot measure {}: {}", what, e.toString());
      return new Known<>(null, LONGEST);
    }
  }
}
