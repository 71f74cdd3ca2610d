package ticketing.chassis.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * Something that takes its time in a trace: a span. What is told of it leaves the house: no secret,
 * no value of a statement, nothing that a person typed.
 */
public final class Step implements AutoCloseable {

  private final Trace trace;
  private final Span span;

  Step(Trace trace) {
    this.trace = trace;
    this.span = trace.span();
  }

  /** The one that this thread is in. */
  public static Step current() {
    return new Step(Trace.current());
  }

  /** What is done for it belongs there. */
  public Trace trace() {
    return trace;
  }

  /** Whether anybody is told of it. */
  public boolean isTold() {
    return span.isRecording();
  }

  /** Names it anew: of few names, without ids. */
  public Step name(String name) {
    span.updateName(name);
    return this;
  }

  /**
   * Says something of it.
   *
   * @param key of <a href="https://opentelemetry.io/docs/specs/semconv/">OpenTelemetry's names</a>
   */
  public Step tell(String key, String value) {
    span.setAttribute(key, value);
    return this;
  }

  /** Says a number of it. */
  public Step tell(String key, long value) {
    span.setAttribute(key, value);
    return this;
  }

  /** It failed. Messages may repeat what was sent, so only the failure's kind is told. */
  public void failed(Throwable failure) {
    failed(failure.getClass().getName());
  }

  /** It failed, by this kind of failure. */
  public void failed(String kind) {
    span.setAttribute("error.type", kind);
    span.setStatus(StatusCode.ERROR);
  }

  /** It is over. */
  @Override
  public void close() {
    span.end();
  }
}
