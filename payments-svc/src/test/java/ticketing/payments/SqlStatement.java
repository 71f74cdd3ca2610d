package ticketing.payments;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.OrderStatus;

/** A statement that goes to the database, with its values as texts. */
record SqlStatement(String sql, List<String> values) {

  private static final Pattern WRITE =
      Pattern.compile("(?i)(?<!for )\\b(?:insert into|update|delete from)\\s+(\\w+)");
  private static final Pattern NAMED = Pattern.compile("(?i)\\bwith (\\w+) as\\b|\\bas (\\w+) \\(");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|pi_[A-Za-z0-9]+");
  private static final Set<String> STATEFUL = Set.of("charges", "order_copies");
  private static final Set<String> STATES =
      Stream.of(ChargeStep.values(), OrderStatus.values())
          .flatMap(Arrays::stream)
          .map(Enum::name)
          .collect(Collectors.toUnmodifiableSet());

  boolean is(String command) {
    return sql.equalsIgnoreCase(command);
  }

  /** Whether it may change something. */
  boolean isWrite() {
    return WRITE.matcher(sql).find();
  }

  /** Of rows here and at Stripe. */
  List<String> ids() {
    return values.stream().filter(ID.asMatchPredicate()).toList();
  }

  /** The table that it writes first, and the state that a row gets: {@code charges VOIDING}. */
  String written() {
    Matcher write = WRITE.matcher(sql);
    if (!write.find()) {
      throw new IllegalStateException("writes nothing: " + sql);
    }
    String table = write.group(1);
    Matcher named = NAMED.matcher(sql);
    String name =
        named.find() ? " (" + (named.group(1) == null ? named.group(2) : named.group(1)) + ")" : "";
    String state =
        STATEFUL.contains(table)
            ? values.stream().filter(STATES::contains).findFirst().map(" "::concat).orElse("")
            : "";
    return table + name + state;
  }
}
