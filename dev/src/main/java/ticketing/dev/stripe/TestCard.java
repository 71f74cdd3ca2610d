package ticketing.dev.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the cards that Stripe documents for tests; the table is {@code test-cards.csv}.
 *
 * @param ids the {@code pm_card_*} ids that stand for it
 * @param failure how its issuer answers; null when it agrees
 * @param authentication 3-D Secure before that; null when there is none
 * @param course how its refunds go; null where they succeed
 * @see <a href="https://docs.stripe.com/testing">Stripe's test cards</a>
 */
record TestCard(
    String number,
    List<String> ids,
    String brand,
    String funding,
    String country,
    @Nullable CardError failure,
    Card.@Nullable Authentication authentication,
    Refund.@Nullable Course course) {

  static final List<TestCard> ALL = read();

  static Optional<TestCard> byNumber(String number) {
    return ALL.stream().filter(card -> card.number.equals(number)).findAny();
  }

  static Optional<TestCard> byId(String id) {
    return ALL.stream().filter(card -> card.ids.contains(id)).findAny();
  }

  Card card(YearMonth expires, boolean cvcGiven) {
    return new Card(
        brand,
        funding,
        country,
        number.substring(number.length() - 4),
        Digest.of(number).substring(0, 16),
        expires.getMonthValue(),
        expires.getYear(),
        cvcGiven,
        failure,
        authentication,
        course);
  }

  private static List<TestCard> read() {
    try (var table = requireNonNull(TestCard.class.getResourceAsStream("test-cards.csv"))) {
      return new String(table.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> row(line.split(",", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestCard row(String[] cells) {
    var ids = cells[1].isEmpty() ? List.<String>of() : List.of(cells[1].split(" "));
    var failure = cells[5].isEmpty() ? null : CardError.valueOf(cells[5]);
    var authentication = cells[6].isEmpty() ? null : Card.Authentication.valueOf(cells[6]);
    var course = cells[7].isEmpty() ? null : Refund.Course.valueOf(cells[7]);
    return new TestCard(
        cells[0], ids, cells[2], cells[3], cells[4], failure, authentication, course);
  }
}
