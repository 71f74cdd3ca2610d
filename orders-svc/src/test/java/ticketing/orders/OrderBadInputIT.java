package ticketing.orders;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.chassis.auth.TestTokens;
import ticketing.chassis.database.Ids;
import ticketing.chassis.testing.RestClient.Reply;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.orders.CreateOrderRequest;

/** Bad input is named by its field, and nothing is half done. */
@ExtendWith(OrdersServer.Shared.class)
class OrderBadInputIT {

  private final OrdersServer orders;
  private final UUID buyer = Ids.next();
  private final TestTicket ticket;

  OrderBadInputIT(OrdersServer orders) {
    this.orders = orders;
    this.ticket = orders.ticketForSale();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                                   | ticketId
          {"ticketId": null}                                                   | ticketId
          {"ticketId": ""}                                                     | ticketId
          {"ticketId": "42"}                                                   | ticketId
          {"ticketId": 42}                                                     | ticketId
          {"ticketId": TICKET, "expectedPrice": 2000}                          | expectedPrice
          {"ticketId": TICKET, "expectedPrice": {"amount": 49, "currency": "usd"}} | expectedPrice.amount
          {"ticketId": TICKET, "expectedPrice": {"amount": 2000, "currency": "xyz"}} | expectedPrice.currency
          {"ticketId": TICKET, "expectedPrice": {"amount": 20.5, "currency": "usd"}} | expectedPrice.amount
          {"ticketId": TICKET, "idempotencyKey": ""}                           | idempotencyKey
          {"ticketId": TICKET, "idempotencyKey": 7}                            | idempotencyKey
          {"ticketId": TICKET, "idempotencyKey": "a\\u0000b"}                  | idempotencyKey
          {"ticketId": TICKET, "idempotencyKey": "a\\ud800b"}                  | idempotencyKey
          {"ticketId": TICKET, "buyerId": TICKET}                              | buyerId
          {"ticketId": TICKET                                                  | body
          null                                                                 | body
          """)
  void anOrderThatIsNotWellDescribedIsNotMade(String json, String field) {
    String body = json.replace("TICKET", "\"" + ticket.id() + "\"");
    assertBadInput(orders.as(buyer).send("POST", "/orders", body), field);
    assertThat(orders.order(Ids.next(), ticket).version()).isEqualTo(1);
  }

  @Test
  void aKeyOfTwoHundredAndFiftyFiveCharactersIsTheLongest() {
    var longest = new CreateOrderRequest(ticket.id(), null, "k".repeat(255));
    assertThat(orders.as(buyer).post("/orders", longest).status()).isEqualTo(201);
    var tooLong = new CreateOrderRequest(ticket.id(), null, "k".repeat(256));
    assertBadInput(orders.as(buyer).post("/orders", tooLong), "idempotencyKey");
  }

  @ParameterizedTest
  @CsvSource({
    "/orders/42, id",
    "/orders/by-ids?ids=42, ids",
    "/orders/by-ids?ids=, ids",
    "/orders/by-tickets?ticketIds=42, ticketIds",
    "/orders?first=0, first",
    "/orders?first=101, first",
    "/orders?first=many, first",
    "/orders?status=PAID, status",
    "/orders?status=created, status",
    "/orders?after=AAAA, after",
    "/orders?after=, after",
  })
  void aQuestionThatIsNotWellPutIsNotAnswered(String path, String field) {
    assertBadInput(orders.as(buyer).get(path), field);
  }

  @ParameterizedTest
  @CsvSource({"/orders/by-ids, ids", "/orders/by-tickets, ticketIds"})
  void aHundredIdsAreAskedForAtOnceAndNoMore(String list, String parameter) {
    assertThat(orders.as(buyer).get(path(list, parameter, 100)).status()).isEqualTo(200);
    assertBadInput(orders.as(buyer).get(path(list, parameter, 101)), parameter);
  }

  private static String path(String list, String parameter, int count) {
    return list
        + "?"
        + IntStream.range(0, count)
            .mapToObj(i -> parameter + "=" + Ids.next())
            .collect(joining("&"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /orders",
    "GET, /orders/0193a1b2-0000-7000-8000-000000000001",
    "GET, /orders/by-ids?ids=0193a1b2-0000-7000-8000-000000000001",
    "POST, /orders",
    "POST, /orders/0193a1b2-0000-7000-8000-000000000001/cancellation",
  })
  void everythingIsForWhoIsSignedInAlone(String method, String path) {
    var out = orders.service().client();
    assertUnauthenticated(out.send(method, path, null));
    assertUnauthenticated(out.withToken("rubbish").send(method, path, null));
    String expired = TestTokens.shared().expiredOf(buyer);
    assertUnauthenticated(out.withToken(expired).send(method, path, null));
  }

  private static void assertBadInput(Reply reply, String field) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(field)).as(reply.toString()).isNotEmpty();
  }

  private static void assertUnauthenticated(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }
}
