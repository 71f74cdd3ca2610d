package ticketing.chassis.observe;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What takes a query to know: asked at most every two seconds, however many scrape. */
public final class Measured<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Measured.class);
  private static final Duration KEPT = Duration.ofSeconds(2);

  private final LoadingCache<String, Optional<T>> kept;

  /**
   * @param what names it in the log
   */
  public Measured(String what, Supplier<T> query) {
    this.kept =
        Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .build(_ -> Optional.ofNullable(of(what, query)));
  }

  /** Nothing while it cannot be known: then the metric is absent, and the others are told. */
  public Optional<T> get() {
    return kept.get("");
  }

  private static <T> @Nullable T of(String what, Supplier<T> query) {
    try {
      return query.get();
    } catch (RuntimeException e) {
      LOG.warn("Cannot measure {}: {}", what, e.toString());
      return null;
    }
  }
}
