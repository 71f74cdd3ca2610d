package ticketing.chassis.observe;

import io.dropwizard.core.setup.Environment;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Instant;

/**
 * An application's steps in traces. They go to a collector where one is configured; else they are
 * nothing but places in a trace, whose id is in log lines and goes on to others all the same.
 */
public final class Tracing {

  private static final String NAME = "ticketing";

  private volatile Tracer tracer = TracerProvider.noop().get(NAME);
  private volatile boolean on;

  private Tracing() {}

  /** What a step is to others. */
  public enum Kind {
    /** Answers a request. */
    ANSWERS(SpanKind.SERVER),
    /** Asks somebody and waits. */
    ASKS(SpanKind.CLIENT),
    /** Publishes an event. */
    PUBLISHES(SpanKind.PRODUCER),
    /** Hears an event. */
    HEARS(SpanKind.CONSUMER),
    /** Goes on with what somebody began. */
    WORKS(SpanKind.INTERNAL);

    private final SpanKind span;

    Kind(SpanKind span) {
      this.span = span;
    }
  }

  /** The application's. */
  public static Tracing of(Environment environment) {
    var context = environment.getAdminContext();
    synchronized (context) {
      if (context.getAttribute(Tracing.class.getName()) instanceof Tracing tracing) {
        return tracing;
      }
      var tracing = new Tracing();
      context.setAttribute(Tracing.class.getName(), tracing);
      return tracing;
    }
  }

  /** Of which nobody is told. */
  public static Tracing off() {
    return new Tracing();
  }

  /** Has the application's steps exported, if that is configured. Call it before all else opens. */
  public static void start(TracingConfig config, Environment environment) {
    if (config.isOn()) {
      of(environment).export(Export.open(config, environment));
    }
  }

  private void export(TracerProvider provider) {
    tracer = provider.get(NAME);
    on = true;
  }

  /** Whether anybody is told. */
  public boolean isOn() {
    return on;
  }

  /**
   * Begins a step; close it.
   *
   * @param name of few names, without ids
   * @param cause where it belongs; a step without begins a trace
   */
  public Step begin(Kind kind, String name, Trace cause) {
    return begun(builder(kind, name, cause), cause);
  }

  /** As {@link #begin(Kind, String, Trace)}, with what began already. */
  public Step begin(Kind kind, String name, Trace cause, Instant from) {
    return begun(builder(kind, name, cause).setStartTimestamp(from), cause);
  }

  private SpanBuilder builder(Kind kind, String name, Trace cause) {
    return tracer.spanBuilder(name).setSpanKind(kind.span).setParent(cause.context());
  }

  private static Step begun(SpanBuilder builder, Trace cause) {
    Span span = builder.startSpan();
    return new Step(span.getSpanContext().isValid() ? cause.at(span) : Trace.begun());
  }
}
