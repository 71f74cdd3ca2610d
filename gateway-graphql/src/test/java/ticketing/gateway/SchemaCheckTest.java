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
    assertThat(new ServedSchema(FILES).mappings()).hasSize(22);
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
        "  \"Taken down by its seller; final.\"\\n  WITHDRAWN|#|Ticket.status does not fit",
        "/tickets/{id}/withdrawal|/tickets/{ticket}/withdrawal|withdrawTicket has no id ticket",
        "path: \"/charges\", body: \"input\"|path: \"/charges\", body: \"in\"|payOrder has no argument in",
        "from: \"ticketId\"|from: \"ticket\"|Order.ticket has no id ticket to ask by",
        "ids: \"ids\", from: \"sellerId\"|ids: \"ids\", from: \"title\"|Ticket.seller has no id title",
        "paymentMethodId: String!|paymentMethodId: Int!|PayOrderInput.paymentMethodId does not fit",
        "paymentMethodId: String!|paymentId: String!|PayOrderInput lacks paymentMethodId",
      })
  void aFieldThatDoesNotFitItsRecordFailsTheStart(String text, String instead, String fault) {
    var changed = FILES.types().replace(text.replace("\\n", "\n"), instead.replace("\\n", "\n"));

    assertThat(changed).isNotEqualTo(FILES.types());
    assertFault(changed, fault);
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
