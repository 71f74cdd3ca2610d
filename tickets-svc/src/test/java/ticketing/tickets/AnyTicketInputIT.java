package ticketing.tickets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static ticketing.tickets.TicketsServer.PRICE;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import ticketing.chassis.auth.TestTokens;
import ticketing.chassis.testing.AnyText;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.tickets.TicketRepresentation;

/** Whatever is sent, by chance: it is taken as it is, or refused by its field; never half. */
class AnyTicketInputIT {

  private static final int TRIES = 150;
  // Of Stripe's documentation of minimum charge amounts.
  private static final Map<String, Integer> LEAST =
      Map.of("aud", 50, "cad", 50, "chf", 50, "eur", 50, "gbp", 30, "usd", 50);

  private final TicketsServer tickets = TicketsServer.shared();

  @Provide
  static Arbitrary<String> texts() {
    return AnyText.texts();
  }

  @Provide
  static Arbitrary<String> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 120).map(String::valueOf),
        Arbitraries.integers().between(99_999_900, 100_000_100).map(String::valueOf),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.bigIntegers()
            .between(BigInteger.TEN.pow(30).negate(), BigInteger.TEN.pow(30))
            .map(String::valueOf),
        Arbitraries.bigDecimals().map(String::valueOf),
        Arbitraries.doubles().between(-1e300, 1e300).map(String::valueOf));
  }

  @Provide
  static Arbitrary<String> currencies() {
    return Arbitraries.oneOf(
        Arbitraries.of(LEAST.keySet()),
        Arbitraries.of(LEAST.keySet()).map(code -> code.toUpperCase(Locale.ROOT)),
        Arbitraries.strings().alpha().ofMaxLength(4));
  }

  @Property(tries = TRIES, seed = "1")
  void aTitleIsKeptAsItIsOrRefused(@ForAll("texts") String title) {
    UUID seller = UUID.randomUUID();
    String json =
        "{\"title\": %s, \"price\": {\"amount\": 2000, \"currency\": \"usd\"}}"
            .formatted(AnyText.json(title));
    Reply reply = tickets.as(seller).send("POST", "/tickets", json);
    if (AnyText.isVisible(title, 200)) {
      TicketRepresentation ticket = reply.as(TicketRepresentation.class);
      assertThat(ticket.title()).isEqualTo(title);
      assertThat(tickets.ticket(ticket.id())).isEqualTo(ticket);
    } else {
      assertRefused(reply, "title");
      assertThat(count(seller)).isZero();
    }
  }

  @Property(tries = TRIES, seed = "2")
  void aPriceIsOneThatStripeTakesOrRefused(
      @ForAll("numbers") String amount, @ForAll("currencies") String currency) {
    UUID seller = UUID.randomUUID();
    String json =
        "{\"title\": \"Opera\", \"price\": {\"amount\": %s, \"currency\": \"%s\"}}"
            .formatted(amount, currency);
    Reply reply = tickets.as(seller).send("POST", "/tickets", json);
    Integer least = LEAST.get(currency);
    if (least != null
        && amount.matches("\\d{1,9}")
        && Integer.parseInt(amount) >= least
        && Integer.parseInt(amount) <= 99_999_999) {
      var price = reply.as(TicketRepresentation.class).price();
      assertThat(price.amount() + " " + price.currency()).isEqualTo(amount + " " + currency);
    } else {
      assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
      assertThat(reply.field("price.amount") + reply.field("price.currency")).isNotEmpty();
      assertThat(count(seller)).isZero();
    }
  }

  @Property(tries = TRIES, seed = "3")
  void aCursorIsOneThatWasGivenOrRefused(@ForAll("texts") String text) {
    assertRefused(tickets.signedOut().get("/tickets?after=" + encoded(text)), "after");
  }

  @Property(tries = TRIES, seed = "4")
  void aCursorThatWasChangedIsAnotherOrRefused(
      @ForAll @IntRange(max = 200) int position, @ForAll char instead) {
    UUID seller = UUID.randomUUID();
    tickets.create(seller, "Opera", PRICE);
    String cursor =
        tickets
            .signedOut()
            .get("/tickets?sellerId=" + seller)
            .body()
            .at("/items/0/cursor")
            .asText();
    var changed = new StringBuilder(cursor);
    changed.setCharAt(position % cursor.length(), instead);
    Reply reply =
        tickets.signedOut().get("/tickets?sellerId=" + seller + "&after=" + encoded(changed));
    if (reply.status() != 200) {
      assertRefused(reply, "after");
    }
  }

  @Property(tries = TRIES, seed = "5")
  void anIdIsAUuidOrRefused(@ForAll("texts") String text) {
    assertRefused(tickets.signedOut().get("/tickets/by-ids?ids=" + encoded(text)), "ids");
  }

  @Property(tries = TRIES, seed = "6")
  void aTokenIsOneThatWasGivenOrRefused(
      @ForAll @IntRange(max = 2_000) int position, @ForAll("texts") String text) {
    String good = TestTokens.shared().of(UUID.randomUUID());
    var changed = new StringBuilder(good);
    // Not the last one: of its six bits two are none of the signature's.
    int at = position % (good.length() - 1);
    changed.setCharAt(at, good.charAt(at) == 'A' ? 'B' : 'A');
    String visible = text.replaceAll("[^!-~]", "");
    for (String token : new String[] {changed.toString(), visible, good + visible + "."}) {
      Reply reply = tickets.signedOut().withToken(token).post("/tickets");
      assertThat(reply.code()).as(token).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }
  }

  private int count(UUID seller) {
    return tickets.signedOut().get("/tickets?sellerId=" + seller).body().path("items").size();
  }

  private static void assertRefused(Reply reply, String field) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(field)).as(reply.toString()).isNotEmpty();
  }

  /** What an address of 8 KiB has room for. */
  private static String encoded(CharSequence text) {
    return URLEncoder.encode(text.toString().substring(0, Math.min(text.length(), 500)), UTF_8);
  }
}
