package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ticketing.contracts.Batch;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;

final class QueriesIT {

  private final Gateway gateway = Gateway.shared();
  private final World world = gateway.world;

  @Test
  void aHistoryTakesOneCallAServiceALevel() {
    var answer =
        data(
            gateway.ask(
                """
                { orders(first: 20) { nodes {
                    id price { amount currency }
                    ticket { title seller { id email } }
                    charge { status stripeId } } } }
                """));

    var last = answer.at("/orders/nodes/19");
    assertThat(last.at("/ticket/title").asText()).isEqualTo("Ticket 19");
    assertThat(last.at("/ticket/seller/id").asText()).isEqualTo(World.id(19).toString());
    assertThat(last.at("/charge/stripeId").asText()).isEqualTo("pi_19");
    assertThat(world.calls()).hasSize(4);
    assertThat(world.orders.onlyCall().all("first")).containsExactly("20");
    assertThat(world.tickets.onlyCall().all("ids")).hasSize(20);
    assertThat(world.auth.onlyCall().all("ids")).hasSize(20);
    assertThat(world.payments.onlyCall().all("orderIds")).hasSize(20);
  }

  @Test
  void anEntityReachedByTwoPathsIsFetchedOnce() {
    var answer =
        data(
            gateway.ask(
                """
                { order(id: "%s") { id ticket { title } charge { order { id ticket { title } } } }
                  again: order(id: "%s") { version } }
                """
                    .formatted(World.id(1), World.id(1).toString().toUpperCase())));

    assertThat(answer.at("/order/charge/order/ticket/title").asText()).isEqualTo("Ticket 1");
    assertThat(answer.at("/again/version").asInt()).isEqualTo(2);
    assertThat(world.orders.onlyCall().all("ids")).containsExactly(World.id(1).toString());
    assertThat(world.tickets.onlyCall().all("ids")).containsExactly(World.id(1).toString());
    assertThat(world.payments.onlyCall().all("orderIds")).hasSize(1);
  }

  @Test
  void moreThanAHundredIdsGoInChunks() {
    var answer = data(gateway.ask("{ orders(first: 250) { nodes { ticket { title } } } }"));

    assertThat(answer.at("/orders/nodes/249/ticket/title").asText()).isEqualTo("Ticket 249");
    assertThat(world.tickets.calls())
        .extracting(call -> call.all("ids").size())
        .containsExactlyInAnyOrder(100, 100, 50);
  }

  @Test
  void listingsOfManySellersShareACallPerArguments() {
    data(
        gateway.ask(
            """
            { orders(first: 3) { nodes { ticket { seller {
                few: tickets(first: 1) { nodes { id } }
                more: tickets(first: 2) { nodes { id } } } } } } }
            """));

    assertThat(world.tickets.calls())
        .filteredOn(call -> call.path().equals("/tickets/by-seller"))
        .extracting(call -> call.all("first").getFirst() + " of " + call.all("sellerIds").size())
        .containsExactlyInAnyOrder("1 of 3", "2 of 3");
  }

  @Test
  void aCursorGoesToAllSellersInOneCall() {
    data(
        gateway.ask(
            """
            { orders(first: 3) { nodes { ticket { seller {
                tickets(first: 1, after: "cursor0") { nodes { id } } } } } } }
            """));

    assertThat(world.tickets.calls())
        .filteredOn(call -> call.path().equals("/tickets/by-seller"))
        .extracting(call -> call.all("after").getFirst() + " of " + call.all("sellerIds").size())
        .containsExactly("cursor0 of 3");
  }

  @Test
  void aPageIsShownAsAConnection() {
    var tickets =
        data(gateway.ask(
                """
                { tickets { edges { cursor node { title } } nodes { title }
                            pageInfo { hasNextPage endCursor } } }
                """))
            .at("/tickets");

    assertThat(tickets.at("/edges/1/cursor").asText()).isEqualTo("cursor1");
    assertThat(tickets.at("/edges/1/node/title").asText()).isEqualTo("Ticket 1");
    assertThat(tickets.at("/nodes/2/title").asText()).isEqualTo("Ticket 2");
    assertThat(tickets.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(tickets.at("/pageInfo/endCursor").asText()).isEqualTo("cursor2");
  }

  @Test
  void anEmptyPageHasNoCursor() {
    world.orders.answers(_ -> Reply.ok(new Page<>(List.of(), null)));

    var info =
        data(gateway.ask("{ orders { nodes { id } pageInfo { hasNextPage endCursor } } }"))
            .at("/orders/pageInfo");

    assertThat(info.at("/hasNextPage").asBoolean(true)).isFalse();
    assertThat(info.at("/endCursor").isNull()).isTrue();
  }

  @Test
  void argumentsBecomeQueryParameters() {
    data(
        gateway.ask(
            "query($search: String) { tickets(search: $search, status: SOLD, sellerId: \"%s\","
                    .formatted(World.id(4))
                + " first: 7, after: \"c\") { nodes { id } } }",
            Map.of("search", "Füße & 100% +=?")));

    assertThat(world.tickets.onlyCall().query())
        .isEqualTo(
            Map.of(
                "search", List.of("Füße & 100% +=?"),
                "status", List.of("SOLD"),
                "sellerId", List.of(World.id(4).toString()),
                "first", List.of("7"),
                "after", List.of("c")));
  }

  @Test
  void signedOutMeIsNullAndNobodyIsAsked() {
    assertThat(data(gateway.askSignedOut("{ me { id } }")).at("/me").isNull()).isTrue();
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void signedInMeIsTheCaller() {
    assertThat(data(gateway.ask("{ me { email } }")).at("/me/email").asText())
        .isEqualTo("me@example.com");
  }

  @Test
  void aRefusedTokenIsSignedOutForMeAndForTheOrderOfATicket() {
    world.auth.answers(_ -> Reply.problem(ErrorCode.UNAUTHENTICATED));
    world.orders.answers(_ -> Reply.problem(ErrorCode.UNAUTHENTICATED));

    var answer = data(gateway.ask("{ me { id } tickets { nodes { order { id } } } }"));

    assertThat(answer.at("/me").isNull()).isTrue();
    assertThat(answer.at("/tickets/nodes/0/order").isNull()).isTrue();
  }

  @Test
  void theOrderOfATicketIsAskedForACallerWhoIsSignedIn() {
    var query = "{ tickets { nodes { order { id } } } }";

    assertThat(data(gateway.ask(query)).at("/tickets/nodes/2/order/id").asText())
        .isEqualTo(World.id(2).toString());
    assertThat(world.orders.onlyCall().all("ticketIds")).hasSize(3);

    world.reset();
    assertThat(data(gateway.askSignedOut(query)).at("/tickets/nodes/2/order").isNull()).isTrue();
    assertThat(world.orders.calls()).isEmpty();
  }

  @Test
  void signedOutThereIsNoHistory() {
    var answer = gateway.askSignedOut("{ orders { nodes { id } } tickets { nodes { id } } }");

    assertThat(answer.at("/data/orders").isNull()).isTrue();
    assertThat(answer.at("/data/tickets/nodes").size()).isEqualTo(3);
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("UNAUTHENTICATED");
    assertThat(answer.at("/errors").size()).isEqualTo(1);
  }

  @Test
  void whatDoesNotExistIsNull() {
    world.tickets.answers(_ -> Reply.ok(new Batch<>(List.of())));
    world.orders.answers(_ -> Reply.ok(new Batch<>(List.of())));

    var answer =
        data(
            gateway.ask(
                "{ ticket(id: \"%s\") { id } order(id: \"%s\") { id } }"
                    .formatted(World.id(1), World.id(1))));

    assertThat(answer.at("/ticket").isNull()).isTrue();
    assertThat(answer.at("/order").isNull()).isTrue();
  }

  @Test
  void momentsAreUtcWithMilliseconds() {
    assertThat(
            data(gateway.ask("{ ticket(id: \"%s\") { createdAt } }".formatted(World.id(1))))
                .at("/ticket/createdAt")
                .asText())
        .isEqualTo("2026-11-24T12:00:00.123Z");
  }

  @Test
  void tokenTraceAndAddressArePassedOn() {
    var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    gateway.post(
        "{\"query\": \"{ me { id } }\"}",
        "Authorization",
        "Bearer secret",
        "traceparent",
        trace,
        "Forwarded",
        "for=6.6.6.6");

    var call = world.auth.onlyCall();
    assertThat(call.header("Authorization")).isEqualTo("Bearer secret");
    assertThat(call.header("traceparent")).isEqualTo(trace);
    assertThat(call.header("Forwarded")).isEqualTo("for=127.0.0.1");
  }

  @Test
  void headersThatAreNoneAreNotPassedOn() {
    gateway.post(
        "{\"query\": \"{ tickets { nodes { id } } }\"}",
        "Authorization",
        "Basic dTpw",
        "traceparent",
        "whatever");

    assertThat(world.tickets.onlyCall().header("Authorization")).isNull();
    assertThat(world.tickets.onlyCall().header("traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  }

  private static JsonNode data(JsonNode answer) {
    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    return answer.get("data");
  }
}
