package ticketing.chassis.observe;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.util.TimeZone;

/**
 * The layout {@code readable}: a line for a person. The other one, {@code json}, is Dropwizard's.
 */
@JsonTypeName("readable")
public final class ReadableLayoutFactory implements DiscoverableLayoutFactory<ILoggingEvent> {

  @Override
  public LayoutBase<ILoggingEvent> build(LoggerContext context, TimeZone timeZone) {
    var layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(
        "%d{HH:mm:ss.SSS, "
            + timeZone.getID()
            // The trace's id where there is one.
            + "} %-5level %logger{0}%replace( trace=%X{traceId}){' trace=$', ''}: %msg%n%rEx");
    return layout;
  }
}
