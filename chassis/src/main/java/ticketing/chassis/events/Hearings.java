package ticketing.chassis.events;

import ticketing.chassis.observe.Step;
import ticketing.chassis.observe.Tracing;

/** The hearing of an event as a step of the trace that it was told in. */
final class Hearings {

  private Hearings() {}

  static Step begin(Tracing tracing, Event<?> event) {
    return tracing
        .begin(Tracing.Kind.HEARS, "hear " + event.type().name(), event.cause())
        .tell("messaging.system", "nats")
        .tell("messaging.message.id", event.id());
  }
}
