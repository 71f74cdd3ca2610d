package ticketing.tickets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static ticketing.tickets.TicketsServer.PRICE;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.database.Ids;
import ticketing.contracts.Batch;
import ticketing.contracts.Page;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.tickets.SellerTickets;
import ticketing.contracts.tickets.TicketRepresentation;

/** Lists: filtered, searched and paged. */
@ExtendWith(TicketsServer.Shared.class)
class TicketListIT {

  private static final TypeReference<Page<TicketRepresentation>> PAGE = new TypeReference<>() {};
  private static final TypeReference<Batch<SellerTickets>> BY_SELLER = new TypeReference<>() {};

  private final TicketsServer tickets;
  private final UUID seller = Ids.next();

  TicketListIT(TicketsServer tickets) {
    this.tickets = tickets;
  }

  @Test
  void theNewestComesFirst() {
    tickets.create(seller, "First");
    tickets.create(seller, "Second");
    tickets.create(Ids.next(), "Somebody else's");
    tickets.create(seller, "Third");
    assertThat(titles(list("sellerId=" + seller))).containsExactly("Third", "Second", "First");
    assertThat(titles(list("first=1"))).containsExactly("Third");
  }

  @Test
  void whatIsOnSaleIsListedUnlessAStatusIsAskedFor() {
    tickets.create(seller, "Available");
    var locked = tickets.create(seller, "Locked");
    var sold = tickets.create(seller, "Sold");
    var withdrawn = tickets.create(seller, "Withdrawn");
    tickets.as(seller).post("/tickets/" + withdrawn.id() + "/withdrawal");
    var lock = TestOrder.of(locked.id(), PRICE, 1);
    var sale = TestOrder.of(sold.id(), PRICE, 1);
    tickets.tell(lock.created(), sale.created(), sale.awaitingPayment(), sale.completed());
    tickets.awaitTold(sold.id(), told -> told.status() == TicketStatus.SOLD);
    assertThat(titles(list("sellerId=" + seller))).containsExactly("Locked", "Available");
    for (TicketStatus status : TicketStatus.values()) {
      assertThat(list("sellerId=" + seller + "&status=" + status).items())
          .singleElement()
          .satisfies(item -> assertThat(item.node().status()).isEqualTo(status));
    }
  }

  @Test
  void pagesGoToTheEndWithoutDuplicateOrMissWhateverIsInsertedMeanwhile() {
    List<UUID> ids = createMany(25, "Opera");
    List<UUID> seen = new ArrayList<>();
    @Nullable String after = null;
    int pages = 0;
    do {
      var page = list("sellerId=" + seller + "&first=4" + (after == null ? "" : "&after=" + after));
      page.items().forEach(item -> seen.add(item.node().id()));
      after = page.next();
      pages++;
      tickets.create(seller, "Inserted meanwhile");
    } while (after != null);
    assertThat(seen).containsExactlyElementsOf(ids.reversed());
    assertThat(pages).isEqualTo(7);
  }

  @Test
  void aPageCanGoOnBehindAnyOfItsRows() {
    createMany(5, "Opera");
    var all = list("sellerId=" + seller).items();
    var rest = list("sellerId=" + seller + "&after=" + all.get(1).cursor());
    assertThat(rest.items()).isEqualTo(all.subList(2, 5));
    assertThat(rest.next()).isNull();
  }

  @Test
  void aFullLastPageSaysThatItIsTheLast() {
    createMany(4, "Opera");
    assertThat(list("sellerId=" + seller + "&first=4").next()).isNull();
    assertThat(list("sellerId=" + seller + "&first=3").next()).isNotNull();
  }

  @Test
  void theBestMatchComesFirst() {
    tickets.create(seller, "Hamlet at the old theatre, with supper afterwards");
    tickets.create(seller, "Macbeth");
    tickets.create(seller, "Hamlet, Hamlet and again Hamlet");
    tickets.create(seller, "hamlet");
    var found = titles(list("sellerId=" + seller + "&search=hamlet"));
    assertThat(found).hasSize(3).first().isEqualTo("Hamlet, Hamlet and again Hamlet");
    assertThat(titles(list("sellerId=" + seller + "&search=" + encode("supper hamlet"))))
        .containsExactly("Hamlet at the old theatre, with supper afterwards");
    assertThat(titles(list("sellerId=" + seller + "&search=" + encode("macbeth or supper"))))
        .hasSize(2);
    assertThat(titles(list("sellerId=" + seller + "&search=" + encode("hamlet -supper"))))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "ÜBERRASCHUNG im Café, überraschung",
    "Überraschung im Café, CAFÉ",
    "Чайка в Москве, чайка",
    "ΑΝΤΙΓΟΝΗ του Σοφοκλή, αντιγονη",
    "歌舞伎 東京公演, 東京公演",
    "오페라의 유령, 유령",
    "أوبرا عايدة, عايدة",
    "नाटक रात, नाटक",
    "AC/DC Live 2026, ac/dc",
    "O'Brien's night, o'brien",
  })
  void wordsAreFoundInEveryScriptAndCase(String title, String search) {
    tickets.create(seller, title);
    tickets.create(seller, "Something else");
    assertThat(titles(list("sellerId=" + seller + "&search=" + encode(search))))
        .containsExactly(title);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!", "-", "\"", "' or 1=1 --", "&|!():*", "%"})
  void aSearchWithoutWordsFindsNothingAndBreaksNothing(String search) {
    tickets.create(seller, "Opera");
    assertThat(list("sellerId=" + seller + "&search=" + encode(search)).items()).isEmpty();
  }

  @Test
  void aBlankSearchIsNone() {
    tickets.create(seller, "Opera");
    assertThat(titles(list("sellerId=" + seller + "&search=+"))).containsExactly("Opera");
  }

  @Test
  void pagesOfASearchGoToTheEndWithoutDuplicateOrMissWhateverIsInsertedMeanwhile() {
    // Three ranks, so that pages end within ranks and between them.
    List<UUID> best = createMany(5, "gala gala gala");
    List<UUID> good = createMany(7, "gala and gala");
    List<UUID> fair = createMany(9, "gala of many other words in its title");
    List<UUID> seen = new ArrayList<>();
    @Nullable String after = null;
    do {
      var page =
          list(
              "sellerId="
                  + seller
                  + "&search=gala&first=4"
                  + (after == null ? "" : "&after=" + after));
      page.items().forEach(item -> seen.add(item.node().id()));
      after = page.next();
      tickets.create(seller, "gala gala gala gala");
    } while (after != null);
    List<UUID> expected =
        Stream.of(best, good, fair).flatMap(ids -> ids.reversed().stream()).toList();
    assertThat(seen).containsExactlyElementsOf(expected);
  }

  @Test
  void aPageOfEachSellersTicketsIsShownInTheOrderAskedFor() {
    var other = Ids.next();
    var nobody = Ids.next();
    createMany(3, "Opera");
    tickets.create(other, "Ballet");
    var withdrawn = tickets.create(other, "Withdrawn");
    tickets.as(other).post("/tickets/" + withdrawn.id() + "/withdrawal");
    var pages = bySeller("first=2", nobody, seller, other).items();
    assertThat(pages).extracting(SellerTickets::sellerId).containsExactly(nobody, seller, other);
    assertThat(pages.get(0).tickets().items()).isEmpty();
    assertThat(titles(pages.get(1).tickets())).containsExactly("Opera 2", "Opera 1");
    assertThat(pages.get(1).tickets().next()).isNotNull();
    assertThat(titles(pages.get(2).tickets())).containsExactly("Withdrawn", "Ballet");
    assertThat(pages.get(2).tickets().next()).isNull();
  }

  @Test
  void aSellersTicketsArePagedToTheEnd() {
    List<UUID> ids = createMany(7, "Opera");
    List<UUID> seen = new ArrayList<>();
    @Nullable String after = null;
    do {
      String query = "first=3" + (after == null ? "" : "&after=" + after);
      var page = bySeller(query, seller).items().getFirst().tickets();
      page.items().forEach(item -> seen.add(item.node().id()));
      after = page.next();
    } while (after != null);
    assertThat(seen).containsExactlyElementsOf(ids.reversed());
  }

  @Test
  void aSellerAskedForTwiceIsShownOnce() {
    tickets.create(seller, "Opera");
    var page = bySeller("first=5", seller, seller).items();
    assertThat(page).hasSize(1);
    assertThat(titles(page.getFirst().tickets())).containsExactly("Opera");
  }

  private List<UUID> createMany(int count, String title) {
    return IntStream.range(0, count)
        .mapToObj(i -> tickets.create(seller, title + " " + i).id())
        .toList();
  }

  private Page<TicketRepresentation> list(String query) {
    return tickets.signedOut().get("/tickets?" + query).as(PAGE);
  }

  private Batch<SellerTickets> bySeller(String query, UUID... sellers) {
    String ids = Stream.of(sellers).map(id -> "&sellerIds=" + id).collect(joining());
    return tickets.signedOut().get("/tickets/by-seller?" + query + ids).as(BY_SELLER);
  }

  private static List<String> titles(Page<TicketRepresentation> page) {
    return page.items().stream().map(item -> item.node().title()).toList();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
