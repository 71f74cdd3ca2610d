package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema that could not be answered does not start. */
final class SchemaCheckTest {

  private static final SchemaFiles FILES = SchemaFiles.load();

  @Test
  void theSchemaAsItStandsStarts() {
    assertThatCode(() -> new ServedSchema(FILES)).doesNotThrowAnyException();
    assertThat(new ServedSchema(FILES).mappings()).hasSize(24);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ticket       | smell: String  | Ticket.smell has no @rest",
        "Query        | all: Ticket    | Query.all has no @rest",
        "Mutation     | drop: Boolean! | Mutation.drop has no @rest",
        "TicketEdge   | rank: Int      | TicketEdge.rank has no @rest",
        "PageInfo     | total: Int     | PageInfo.total has no @rest",
      })
  void aFieldThatNothingAnswersFailsTheStart(String type, String field, String fault) {
    assertFault(FILES.types() + " extend type " + type + " { " + field + " }", fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title: String!\\n  \"What it costs now|title: Int!\\n  \"What it costs now|Ticket.title does not fit",
        "cancelReason: CancelReason|cancelReason: CancelReason!|Order.cancelReason is never null",
        "  \"Taken down by its seller, for good, or by an admin, who may restore it.\"\\n  WITHDRAWN|#|Ticket.status does not fit",
        "/tickets/{id}/withdrawal|/tickets/{ticket}/withdrawal|withdrawTicket has no id ticket",
        "path: \"/charges\", body: \"input\"|path: \"/charges\", body: \"in\"|payOrder has no argument in",
        "from: \"ticketId\"|from: \"ticket\"|Order.ticket has no id ticket to ask by",
        "ids: \"ids\", from: \"sellerId\"|ids: \"ids\", from: \"title\"|Ticket.seller has no id title",
        "paymentMethodId: String!|paymentMethodId: Int!|PayOrderInput.paymentMethodId does not fit",
        "paymentMethodId: String!|paymentId: String!|PayOrderInput lacks paymentMethodId",
      })
  void aFieldThatDoesNotFitWhatItsServiceSaysFailsTheStart(
      String text, String instead, String fault) {
    var changed = FILES.types().replace(text.replace("\\n", "\n"), instead.replace("\\n", "\n"));

    assertThat(changed).isNotEqualTo(FILES.types());
    assertFault(changed, fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path: \"/users/me\"|path: \"/users/you\"|Query.me calls GET /users/you, which AUTH has not",
        "method: DELETE, path|method: PATCH, path|Mutation.signOut calls PATCH /sessions/current, which",
        "    sellerId: ID\\n|    seller: ID\\n|Query.tickets has an argument seller that its service does not",
        "    status: TicketStatus\\n|    status: OrderStatus\\n|Query.tickets has an argument status that does not fit",
        "    first: Int = 20|    first: String|Query.tickets has an argument first that does not fit",
        "ids: \"orderIds\"|ids: \"orders\"|Order.charge does not give orderIds, which is required",
        "ids: \"orderIds\"|ids: \"orders\"|Order.charge cannot ask for many by orders",
        "by: \"orderId\"|by: \"order\"|Order.charge is answered no items with an id order",
        "take: \"tickets\"|take: \"listings\"|User.tickets is answered no items with listings",
        "path: \"/users/me\",|path: \"/users/me\", anonymous: true,|Query.me does not tell who asks, but",
        "ids: \"ids\", from: \"buyerId\"|ids: \"ids\", from: \"buyerId\", anonymous: true|Order.buyer does not tell who asks, but",
        "path: \"/orders\", body: \"input\"|path: \"/orders\"|createOrder sends no body, but its service needs one",
        "/withdrawal\"|/withdrawal\", body: \"id\"|withdrawTicket has no argument id that binds to a request",
        "  title: String!\\n  \"What it costs.\"|  title: String\\n  \"What it costs.\"|CreateTicketInput.title may be null, but",
        "signOut: Boolean!|signOut: User|Mutation.signOut is answered nothing",
        "path: \"/orders\")|path: \"/users/me\")|Query.orders calls GET /users/me, which ORDERS has not",
        "TicketConnection @rest(service: TICKETS, path: \"/tickets\", anonymous: true)|TicketConnection @rest(service: AUTH, path: \"/users/me\")|TicketConnection.edges shows a page, but its service answers none",
      })
  void aMappingThatItsServiceDoesNotAnswerFailsTheStart(String text, String instead, String fault) {
    aFieldThatDoesNotFitWhatItsServiceSaysFailsTheStart(text, instead, fault);
  }

  @Test
  void everyFaultIsNamedAtOnce() {
    assertThatThrownBy(() ->
            new ServedSchema(
                new SchemaFiles(
                    FILES.rest(), FILES.types() + " extend type User { a: Int b: Int }")))
        .hasMessageContaining("User.a ")
        .hasMessageContaining("User.b ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"service: BANK, path: \"/\"", "service: AUTH", "path: \"/\"", "url: \"/\""})
  void aMappingThatIsNoneFailsTheStart(String rest) {
    var files =
        new SchemaFiles(
            FILES.rest(), FILES.types() + " extend type Query { one: User @rest(" + rest + ") }");

    assertThatThrownBy(() -> new ServedSchema(files)).hasMessageContaining("rest");
  }

  private static void assertFault(String types, String fault) {
    assertThatThrownBy(() -> new ServedSchema(new SchemaFiles(FILES.rest(), types)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(fault);
  }
}
