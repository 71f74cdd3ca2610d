package ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static ticketing.tickets.TicketsServer.PRICE;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.auth.TestTokens;
import ticketing.chassis.database.Ids;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.tickets.CreateTicketRequest;
import ticketing.contracts.tickets.TicketRepresentation;

/** Bad input is named by its field, and nothing is half done. */
@ExtendWith(TicketsServer.Shared.class)
class TicketBadInputIT {

  private final TicketsServer tickets;
  private final UUID seller = Ids.next();

  TicketBadInputIT(TicketsServer tickets) {
    this.tickets = tickets;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"title": "", "price": PRICE}                                             | title
          {"title": "  \\n ", "price": PRICE}                                       | title
          {"title": "\\u2003\\u3000", "price": PRICE}                               | title
          {"title": "Opera\\u0000", "price": PRICE}                                 | title
          {"title": "Op\\ud800era", "price": PRICE}                                 | title
          {"title": null, "price": PRICE}                                           | title
          {"price": PRICE}                                                          | title
          {"title": 7, "price": PRICE}                                              | title
          {"title": ["Opera"], "price": PRICE}                                      | title
          {"title": "Opera"}                                                        | price
          {"title": "Opera", "price": null}                                         | price
          {"title": "Opera", "price": 2000}                                         | price
          {"title": "Opera", "price": {}}                                           | price.amount
          {"title": "Opera", "price": {"currency": "usd"}}                          | price.amount
          {"title": "Opera", "price": {"amount": 2000}}                             | price.currency
          {"title": "Opera", "price": {"amount": 0, "currency": "usd"}}             | price.amount
          {"title": "Opera", "price": {"amount": -2000, "currency": "usd"}}         | price.amount
          {"title": "Opera", "price": {"amount": 49, "currency": "usd"}}            | price.amount
          {"title": "Opera", "price": {"amount": 29, "currency": "gbp"}}            | price.amount
          {"title": "Opera", "price": {"amount": 100000000, "currency": "usd"}}     | price.amount
          {"title": "Opera", "price": {"amount": 20.5, "currency": "usd"}}          | price.amount
          {"title": "Opera", "price": {"amount": 2000.0, "currency": "usd"}}        | price.amount
          {"title": "Opera", "price": {"amount": 2147483648, "currency": "usd"}}    | price.amount
          {"title": "Opera", "price": {"amount": 9999999999999999, "currency": "usd"}} | price.amount
          {"title": "Opera", "price": {"amount": 1e400, "currency": "usd"}}         | price.amount
          {"title": "Opera", "price": {"amount": "2000", "currency": "usd"}}        | price.amount
          {"title": "Opera", "price": {"amount": null, "currency": "usd"}}          | price.amount
          {"title": "Opera", "price": {"amount": true, "currency": "usd"}}          | price.amount
          {"title": "Opera", "price": {"amount": 2000, "currency": "USD"}}          | price.currency
          {"title": "Opera", "price": {"amount": 2000, "currency": "xyz"}}          | price.currency
          {"title": "Opera", "price": {"amount": 2000, "currency": ""}}             | price.currency
          {"title": "Opera", "price": {"amount": 2000, "currency": 1}}              | price.currency
          {"title": "Opera", "price": {"amount": 2000, "currency": "usd", "x": 1}}  | price.x
          {"title": "Opera", "price": PRICE, "status": "SOLD"}                      | status
          {"title": "Opera", "price": PRICE                                         | body
          {"title": "Opera", "price": PRICE} {}                                     | body
          not JSON                                                                  | body
          []                                                                        | body
          "Opera"                                                                   | body
          null                                                                      | body
          ``                                                                        | body
          """)
  void aTicketThatIsNotWellDescribedIsNotCreated(String json, String field) {
    Reply reply = create(json.replace("PRICE", "{\"amount\": 2000, \"currency\": \"usd\"}"));
    assertBadInput(reply, field);
    assertThat(reply.body().path("fields").size()).isEqualTo(1);
    assertThat(ownTickets().body().path("items")).isEmpty();
  }

  @Test
  void aTitleOfTwoHundredCharactersIsTheLongest() {
    var longest = new CreateTicketRequest("ü".repeat(200), PRICE);
    assertThat(tickets.as(seller).post("/tickets", longest).as(TicketRepresentation.class).title())
        .isEqualTo(longest.title());
    for (int length : new int[] {201, 10_000}) {
      var tooLong = new CreateTicketRequest("x".repeat(length), PRICE);
      assertBadInput(tickets.as(seller).post("/tickets", tooLong), "title");
    }
  }

  @ParameterizedTest
  @CsvSource({"usd, 50", "usd, 99999999", "eur, 50", "gbp, 30", "chf, 99999999"})
  void whatStripeWouldChargeIsAPrice(String currency, int amount) {
    String json =
        """
        {"title": "Opera", "price": {"amount": %d, "currency": "%s"}}\
        """
            .formatted(amount, currency);
    assertThat(create(json).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"title": ""}                                   | title
          {"title": " \\n "}                              | title
          {"title": "\\u2003\\u3000"}                     | title
          {"title": "Opera\\u0000"}                       | title
          {"price": {"amount": 49, "currency": "usd"}}    | price.amount
          {"price": {"amount": 50, "currency": "xxx"}}    | price.currency
          {"expectedVersion": 0}                          | expectedVersion
          {"expectedVersion": 1.5}                        | expectedVersion
          {"expectedVersion": "1"}                        | expectedVersion
          {"sellerId": "0193a1b2-0000-7000-8000-000000000001"} | sellerId
          {                                               | body
          null                                            | body
          """)
  void anEditThatIsNotWellDescribedChangesNothing(String json, String field) {
    var ticket = tickets.create(seller, "Opera");
    assertBadInput(tickets.as(seller).send("PATCH", "/tickets/" + ticket.id(), json), field);
    assertThat(tickets.ticket(ticket.id())).isEqualTo(ticket);
  }

  @Test
  void aTitleIsNotEditedIntoATooLongOne() {
    var ticket = tickets.create(seller, "Opera");
    String json = "{\"title\": \"" + "x".repeat(10_000) + "\"}";
    assertBadInput(tickets.as(seller).send("PATCH", "/tickets/" + ticket.id(), json), "title");
    assertThat(tickets.ticket(ticket.id())).isEqualTo(ticket);
  }

  @ParameterizedTest
  @CsvSource({
    "/tickets/42, id",
    "/tickets/by-ids?ids=42, ids",
    "/tickets/by-ids?ids=, ids",
    "/tickets?first=0, first",
    "/tickets?first=101, first",
    "/tickets?first=-1, first",
    "/tickets?first=99999999999, first",
    "/tickets?first=many, first",
    "/tickets?status=GONE, status",
    "/tickets?sellerId=me, sellerId",
    "/tickets?after=, after",
    "/tickets?after=%25%25, after",
    "/tickets?after=AAAA, after",
    "/tickets?search=opera&after=AAAA, after",
    "/tickets?search=o%00pera, search",
    "/tickets/by-seller, sellerIds",
    "/tickets/by-seller?sellerIds=me, sellerIds",
    "/tickets/by-seller?sellerIds=0193a1b2-0000-7000-8000-000000000001&first=0, first",
    "/tickets/by-seller?sellerIds=0193a1b2-0000-7000-8000-000000000001&first=101, first",
    "/tickets/by-seller?sellerIds=0193a1b2-0000-7000-8000-000000000001&after=x, after",
  })
  void aQuestionThatIsNotWellPutIsNotAnswered(String path, String field) {
    assertBadInput(tickets.signedOut().get(path), field);
  }

  @Test
  void aSearchOfTwoHundredCharactersIsTheLongest() {
    assertThat(tickets.signedOut().get("/tickets?search=" + "x".repeat(200)).status())
        .isEqualTo(200);
    assertBadInput(tickets.signedOut().get("/tickets?search=" + "x".repeat(201)), "search");
  }

  @Test
  void theCursorOfAnotherListIsRefused() {
    tickets.create(seller, "Opera");
    String cursor = ownTickets().body().path("items").path(0).path("cursor").asText();
    assertThat(cursor).isNotEmpty();
    assertBadInput(tickets.signedOut().get("/tickets?search=opera&after=" + cursor), "after");
  }

  @Test
  void onlyWhoIsSignedInChangesAnything() {
    var ticket = tickets.create(seller, "Opera");
    var request = new CreateTicketRequest("Opera", PRICE);
    var out = tickets.signedOut();
    assertUnauthenticated(out.post("/tickets", request));
    assertUnauthenticated(out.send("POST", "/tickets", "not even JSON"));
    assertUnauthenticated(out.patch("/tickets/" + ticket.id(), request));
    assertUnauthenticated(out.post("/tickets/" + ticket.id() + "/withdrawal"));
    assertThat(tickets.ticket(ticket.id())).isEqualTo(ticket);
  }

  @Test
  void aTokenThatIsNotAuthsOwnIsRefused() {
    String good = TestTokens.shared().of(seller);
    char last = good.charAt(good.length() - 5);
    String tampered =
        good.substring(0, good.length() - 5)
            + (last == 'A' ? 'B' : 'A')
            + good.substring(good.length() - 4);
    assertRefused(tampered);
    assertRefused(good.substring(0, good.lastIndexOf('.') + 1));
    assertRefused("");
    assertRefused("rubbish");
    try (var forger = TestTokens.start()) {
      assertRefused(forger.of(seller));
    }
    assertRefused(TestTokens.shared().expiredOf(seller));
  }

  private void assertRefused(String token) {
    var request = new CreateTicketRequest("Opera", PRICE);
    assertUnauthenticated(tickets.signedOut().withToken(token).post("/tickets", request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/ticket", "/tickets/0193a1b2-0000-7000-8000-000000000001/x"})
  void whatIsNotThereIsNotFound(String path) {
    Reply reply = tickets.signedOut().get(path);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void aMethodThatIsNotThereIsNotAllowed() {
    Reply reply = tickets.as(seller).send("DELETE", "/tickets", null);
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.code()).isEqualTo(ErrorCode.METHOD_NOT_ALLOWED);
  }

  @Test
  void aBodyOverSixtyFourKibibytesIsRefused() {
    String json = "{\"title\": \"" + "x".repeat(64 * 1024) + "\"}";
    Reply reply = create(json);
    assertBadInput(reply, "body");
  }

  private Reply create(String json) {
    return tickets.as(seller).send("POST", "/tickets", json);
  }

  private Reply ownTickets() {
    return tickets.signedOut().get("/tickets?sellerId=" + seller);
  }

  private static void assertBadInput(Reply reply, String field) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(reply.field(field)).as(reply.toString()).isNotEmpty();
  }

  private static void assertUnauthenticated(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(reply.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }
}
