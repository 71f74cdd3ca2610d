package ticketing.dev.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A form, or a query, as Stripe reads it: the fields in the order sent, their names with brackets
 * ({@code metadata[order]=7}, {@code expand[]=latest_charge}).
 */
record Form(List<Field> fields) {

  record Field(String name, String value) {}

  private static final Pattern NAME = Pattern.compile("[^\\[\\]]+(\\[[^\\[\\]]*])*");

  static Form parse(String encoded) {
    return new Form(
        Arrays.stream(encoded.split("&", -1))
            .filter(Predicate.not(String::isEmpty))
            .map(Form::field)
            .toList());
  }

  /** The same for the same fields in any order: what tells one request from another. */
  String canonical() {
    return fields.stream()
        .sorted(Comparator.comparing(Field::name))
        .map(field -> encode(field.name()) + "=" + encode(field.value()))
        .collect(joining("&"));
  }

  private static Field field(String encoded) {
    int equals = encoded.indexOf('=');
    String name = decode(equals < 0 ? encoded : encoded.substring(0, equals));
    if (!NAME.matcher(name).matches()) {
      throw StripeError.invalid("Invalid parameter name: " + name, name);
    }
    return new Field(name, equals < 0 ? "" : decode(encoded.substring(equals + 1)));
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, UTF_8);
    } catch (IllegalArgumentException e) {
      throw StripeError.invalid("Invalid form encoding: " + e.getMessage(), null);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
