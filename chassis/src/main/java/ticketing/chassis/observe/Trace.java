package ticketing.chassis.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A place in a trace, or none. Traces have their ids whether they are exported or not.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public final class Trace {

  /** The header, and the attribute of an event, that tells of a trace. */
  public static final String TRACEPARENT = "traceparent";

  /** Where nothing is traced. */
  public static final Trace NONE = new Trace(Context.root());

  /** Its name in log lines. */
  static final String IN_LOGS = "traceId";

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final IdGenerator IDS = IdGenerator.random();

  private final Context context;

  private Trace(Context context) {
    this.context = context;
  }

  /** Leaves a trace, for where the thread was before. */
  public interface Within extends AutoCloseable {
    @Override
    void close();
  }

  /** Where this thread is. */
  public static Trace current() {
    return new Trace(Context.current());
  }

  /** What a traceparent tells of; {@link #NONE} where it is none. */
  public static Trace of(@Nullable String traceparent) {
    return traceparent == null
        ? NONE
        : new Trace(W3C.extract(Context.root(), traceparent, Told.TRACEPARENT_ALONE));
  }

  /** A new one, that nobody asked to have exported. */
  public static Trace begun() {
    return NONE.at(
        Span.wrap(
            SpanContext.create(
                IDS.generateTraceId(),
                IDS.generateSpanId(),
                TraceFlags.getDefault(),
                TraceState.getDefault())));
  }

  /** 32 hexadecimal digits. */
  public Optional<String> id() {
    SpanContext span = span().getSpanContext();
    return span.isValid() ? Optional.of(span.getTraceId()) : Optional.empty();
  }

  /** What tells others of it. */
  public Optional<String> traceparent() {
    var told = new String[1];
    W3C.inject(
        context,
        told,
        (carrier, key, value) -> {
          if (carrier != null && key.equals(TRACEPARENT)) {
            carrier[0] = value;
          }
        });
    return Optional.ofNullable(told[0]);
  }

  /** What this thread does until it leaves belongs here, its log lines too. */
  @SuppressWarnings("MustBeClosedChecker") // Whoever enters closes it, by what is given here.
  public Within enter() {
    @Nullable String before = MDC.get(IN_LOGS);
    Scope scope = context.makeCurrent();
    inLogs(id().orElse(null));
    return () -> {
      inLogs(before);
      scope.close();
    };
  }

  Context context() {
    return context;
  }

  Span span() {
    return Span.fromContext(context);
  }

  Trace at(Span span) {
    return new Trace(context.with(span));
  }

  private static void inLogs(@Nullable String id) {
    if (id == null) {
      MDC.remove(IN_LOGS);
    } else {
      MDC.put(IN_LOGS, id);
    }
  }

  /** Reads a carrier that is a traceparent and nothing else. */
  private enum Told implements TextMapGetter<String> {
    TRACEPARENT_ALONE;

    @Override
    public Iterable<String> keys(String carrier) {
      return List.of(TRACEPARENT);
    }

    @Override
    public @Nullable String get(@Nullable String carrier, String key) {
      return key.equals(TRACEPARENT) ? carrier : null;
    }
  }
}
