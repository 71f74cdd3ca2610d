package ticketing.chassis.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a class logs meanwhile. */
public final class Logged implements AutoCloseable {

  private final Logger logger;
  private final @Nullable Level former;
  private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          lines.add(line);
        }
      };

  private Logged(Logger logger) {
    this.logger = logger;
    this.former = logger.getLevel();
  }

  public static Logged by(String logger) {
    var logged = new Logged((Logger) LoggerFactory.getLogger(logger));
    logged.appender.start();
    logged.logger.addAppender(logged.appender);
    return logged;
  }

  /** Of this level and above, whatever is configured. */
  public static Logged by(String logger, Level level) {
    Logged logged = by(logger);
    logged.logger.setLevel(level);
    return logged;
  }

  /** Messages of this level, oldest first. */
  public List<String> at(Level level) {
    return lines.stream()
        .filter(line -> line.getLevel().equals(level))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** All that was logged. */
  public List<ILoggingEvent> lines() {
    return lines;
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(former);
  }
}
