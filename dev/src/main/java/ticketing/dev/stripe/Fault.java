package ticketing.dev.stripe;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong on purpose.
 *
 * @param path the only kind of request that it is for; null for all
 * @param intent the only intent that it is for; null for all
 * @param metadata what the intent's metadata must hold
 * @param millis how long, where the kind has a time
 * @param times how often; empty for until it is taken back
 */
record Fault(
    String id,
    Kind kind,
    Act.@Nullable Operation path,
    @Nullable String intent,
    Map<String, String> metadata,
    long millis,
    Optional<Long> times) {

  enum Kind {
    /** Answered late; the idempotency key is in use meanwhile. */
    SLOW(3_000),
    /** Carried out, then the connection is dropped without an answer. */
    DROP(0),
    /** The connection is dropped, nothing is carried out. */
    LOSE(0),
    /** Answered with 500, nothing is carried out; stored under the key. */
    ERROR(0),
    /** A capture is refused as that of a hold that ended; stored under the key. */
    REFUSE_CAPTURE(0),
    /** Refunds stay pending until somebody settles them. */
    REFUNDS_PENDING(0),
    /** Refunds fail at once. */
    REFUNDS_FAILED(0),
    WEBHOOKS_TWICE(0),
    WEBHOOKS_LATE(10_000),
    WEBHOOKS_NEVER(0),
    /** Every second one at once, the others late. */
    WEBHOOKS_REORDERED(2_000);

    private final long millis;

    Kind(long millis) {
      this.millis = millis;
    }

    /** {@code refuse-capture}. */
    String code() {
      return Json.code(this).replace('_', '-');
    }

    private static Kind of(String code) {
      return Arrays.stream(values())
          .filter(kind -> kind.code().equals(code))
          .findAny()
          .orElseThrow(() ->
              StripeError.invalid(
                  "Invalid kind: must be one of "
                      + Arrays.stream(values()).map(Kind::code).collect(joining(", ")),
                  "kind"));
    }
  }

  private static final long MAX_MILLIS = 3_600_000;

  /**
   * Of {@code kind}, and where wanted {@code path}, {@code millis}, {@code times}, {@code intent},
   * {@code metadata[...]} and its short form {@code order}.
   */
  static Fault from(Params form) {
    var kind = Kind.of(form.required("kind"));
    var metadata = new LinkedHashMap<>(form.pairs("metadata"));
    form.text("order").ifPresent(order -> metadata.put("order", order));
    var fault =
        new Fault(
            Ids.next("fault"),
            kind,
            form.choice("path", Act.Operation.class).orElse(null),
            form.text("intent").orElse(null),
            metadata,
            form.integer("millis").orElse(kind.millis),
            form.integer("times"));
    form.nothingElse();
    if (fault.millis < 0 || fault.millis > MAX_MILLIS) {
      throw StripeError.invalid("`millis` must be from 0 to " + MAX_MILLIS, "millis");
    } else if (fault.times.filter(times -> times < 1).isPresent()) {
      throw StripeError.invalid("`times` must be at least 1", "times");
    }
    return fault;
  }

  /**
   * Whether it is meant for a request.
   *
   * @param sent the request's own metadata
   */
  boolean meant(Act.Operation operation, Optional<Intent> about, Map<String, String> sent) {
    return (path == null || path == operation) && meant(about, sent);
  }

  /** Whether it is meant for an intent, which {@code sent} is about to become. */
  boolean meant(Optional<Intent> about, Map<String, String> sent) {
    var known = new LinkedHashMap<>(about.map(Intent::metadata).orElse(Map.of()));
    known.putAll(sent);
    return (intent == null || about.map(Intent::id).filter(intent::equals).isPresent())
        && known.entrySet().containsAll(metadata.entrySet());
  }

  ObjectNode view() {
    var view = Json.MAPPER.createObjectNode().put("id", id).put("kind", kind.code());
    view.put("path", path == null ? null : Json.code(path));
    view.put("intent", intent);
    var pairs = view.putObject("metadata");
    metadata.forEach(pairs::put);
    return view.put("millis", millis).put("times", times.orElse(null));
  }
}
