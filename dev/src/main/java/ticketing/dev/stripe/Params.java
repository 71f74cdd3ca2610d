package ticketing.dev.stripe;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The typed reading of a form. It remembers what was read, so that {@link #nothingElse} can refuse
 * the rest: a parameter that the stand-in does not know must not seem to work.
 */
final class Params {

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,15}");

  private final Form form;
  private final String prefix;
  private final Set<String> known;

  Params(Form form) {
    this(form, "", new HashSet<>());
  }

  private Params(Form form, String prefix, Set<String> known) {
    this.form = form;
    this.prefix = prefix;
    this.known = known;
  }

  /** The parameters within {@code name[...]}. */
  Params section(String name) {
    return new Params(form, full(name), known);
  }

  /** Whether anything was sent within this section. */
  boolean present() {
    return form.fields().stream().anyMatch(field -> field.name().startsWith(prefix + "["));
  }

  Optional<String> text(String name) {
    String full = full(name);
    known.add(full);
    var value =
        form.fields().stream()
            .filter(field -> field.name().equals(full))
            .map(Form.Field::value)
            .reduce((earlier, later) -> later);
    if (value.filter(String::isEmpty).isPresent()) {
      throw StripeError.invalid(
          "parameter_invalid_empty",
          "You passed an empty string for '%s', which cannot be unset.".formatted(full),
          full);
    }
    return value;
  }

  String required(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  Optional<Long> integer(String name) {
    return text(name).map(value -> integer(full(name), value));
  }

  long requiredInteger(String name) {
    return integer(name).orElseThrow(() -> missing(name));
  }

  boolean flag(String name) {
    return text(name).map(value -> flag(full(name), value)).orElse(false);
  }

  /** One of an enum's constants, written in lower case. */
  <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name).map(value -> choice(full(name), value, type));
  }

  <E extends Enum<E>> E requiredChoice(String name, Class<E> type) {
    return choice(name, type).orElseThrow(() -> missing(name));
  }

  /** The values of {@code name[]}, or of {@code name[0]}, {@code name[1]}, in the order sent. */
  List<String> list(String name) {
    var item = Pattern.compile(Pattern.quote(full(name)) + "\\[[0-9]*]");
    return form.fields().stream()
        .filter(field -> item.matcher(field.name()).matches())
        .peek(field -> known.add(field.name()))
        .map(Form.Field::value)
        .toList();
  }

  /** Everything within {@code name[...]}, empty values too (they take a key away). */
  Map<String, String> pairs(String name) {
    String start = full(name) + "[";
    var pairs = new LinkedHashMap<String, String>();
    for (var field : form.fields()) {
      if (field.name().startsWith(start)) {
        known.add(field.name());
        pairs.put(field.name().substring(start.length(), field.name().length() - 1), field.value());
      }
    }
    return pairs;
  }

  /** Refuses every parameter that was not asked for. */
  void nothingElse() {
    var unknown =
        form.fields().stream().map(Form.Field::name).filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw StripeError.invalid(
          "parameter_unknown",
          "Received unknown parameter: " + String.join(", ", unknown),
          unknown.getFirst());
    }
  }

  private String full(String name) {
    return prefix.isEmpty() ? name : prefix + "[" + name + "]";
  }

  private StripeError missing(String name) {
    return StripeError.invalid(
        "parameter_missing", "Missing required param: " + full(name) + ".", full(name));
  }

  private static long integer(String name, String value) {
    if (!INTEGER.matcher(value).matches()) {
      throw StripeError.invalid("parameter_invalid_integer", "Invalid integer: " + value, name);
    }
    return Long.parseLong(value);
  }

  private static boolean flag(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw StripeError.invalid("Invalid boolean: " + value, name);
    };
  }

  private static <E extends Enum<E>> E choice(String name, String value, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> lower(constant).equals(value))
        .findAny()
        .orElseThrow(() ->
            StripeError.invalid(
                "Invalid %s: must be one of %s"
                    .formatted(
                        name,
                        Arrays.stream(type.getEnumConstants())
                            .map(Params::lower)
                            .collect(joining(", "))),
                name));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
