package ticketing.dev.stripe;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stripe's search query language, as far as it is about intents: {@code status:'succeeded' AND
 * metadata['order']:'7' AND created>1700000000}.
 *
 * @see <a href="https://docs.stripe.com/search">Stripe's search</a>
 */
final class Query {

  private static final Pattern CLAUSE =
      Pattern.compile(
          """
          \\s*(?<not>-?)(?<field>[a-z_]+)(\\[(?<quote>["'])(?<key>.*?)\\k<quote>\\])?
          (?<operator>:|>=|<=|>|<)
          ("(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\\s"']+))(?=\\s|$)\
          """,
          Pattern.COMMENTS);
  private static final Pattern JOINT =
      Pattern.compile("\\s+(?:(AND|OR)\\s+)?", Pattern.CASE_INSENSITIVE);
  private static final int MAX_CLAUSES = 10;

  private Query() {}

  /** Which intents are meant. */
  static Predicate<Intent> parse(String query) {
    var clauses = new ArrayList<Predicate<Intent>>();
    var joints = new ArrayList<String>();
    String text = query.strip();
    var clause = CLAUSE.matcher(text);
    var joint = JOINT.matcher(text);
    int at = 0;
    do {
      if (!clause.region(at, text.length()).lookingAt()) {
        throw unreadable(query);
      }
      clauses.add(clause(clause));
      at = clause.end();
      if (joint.region(at, text.length()).lookingAt()) {
        joints.add(joint.group(1) == null ? "AND" : joint.group(1).toUpperCase(Locale.ROOT));
        at = joint.end();
      } else if (at < text.length()) {
        throw unreadable(query);
      }
    } while (at < text.length());
    if (joints.size() >= clauses.size() || clauses.size() > MAX_CLAUSES) {
      throw unreadable(query);
    } else if (joints.contains("OR") && joints.contains("AND")) {
      throw StripeError.invalid("You cannot combine AND and OR in one query.", "query");
    }
    return joints.contains("OR")
        ? clauses.stream().reduce(Predicate::or).orElseThrow()
        : clauses.stream().reduce(Predicate::and).orElseThrow();
  }

  private static Predicate<Intent> clause(Matcher match) {
    var meant = match.group("key") == null ? field(match) : metadata(match);
    return match.group("not").isEmpty() ? meant : meant.negate();
  }

  private static Predicate<Intent> metadata(Matcher match) {
    var key = match.group("key");
    if (!match.group("field").equals("metadata") || !match.group("operator").equals(":")) {
      throw unsupported(match);
    } else if ("null".equals(match.group("bare"))) {
      return intent -> !intent.metadata().containsKey(key);
    }
    var value = value(match);
    return intent -> value.equalsIgnoreCase(intent.metadata().get(key));
  }

  private static Predicate<Intent> field(Matcher match) {
    var operator = match.group("operator");
    var value = value(match);
    return switch (match.group("field")) {
      case "amount" -> compare(operator, value, intent -> intent.terms().amount());
      case "created" -> compare(operator, value, Intent::created);
      case "currency" -> equal(match, intent -> intent.terms().currency());
      case "status" -> equal(match, intent -> intent.status().code());
      default -> throw unsupported(match);
    };
  }

  private static String value(Matcher match) {
    return Stream.of("double", "single", "bare")
        .map(match::group)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private static Predicate<Intent> equal(Matcher match, Function<Intent, String> text) {
    if (!match.group("operator").equals(":")) {
      throw unsupported(match);
    }
    var value = value(match);
    return intent -> value.equalsIgnoreCase(text.apply(intent));
  }

  private static Predicate<Intent> compare(
      String operator, String value, ToLongFunction<Intent> number) {
    long limit;
    try {
      limit = Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw StripeError.invalid("`%s` is not a number.".formatted(value), "query");
    }
    return switch (operator) {
      case ">" -> intent -> number.applyAsLong(intent) > limit;
      case ">=" -> intent -> number.applyAsLong(intent) >= limit;
      case "<" -> intent -> number.applyAsLong(intent) < limit;
      case "<=" -> intent -> number.applyAsLong(intent) <= limit;
      default -> intent -> number.applyAsLong(intent) == limit;
    };
  }

  private static StripeError unsupported(Matcher match) {
    return StripeError.invalid(
        "Field `%s` is an unsupported search field for resource `payment_intents`."
            .formatted(match.group().strip()),
        "query");
  }

  private static StripeError unreadable(String query) {
    return StripeError.invalid("We were unable to parse your search query: " + query, "query");
  }
}
