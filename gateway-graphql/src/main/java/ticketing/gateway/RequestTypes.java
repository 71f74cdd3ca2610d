package ticketing.gateway;

import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.auth.CredentialsRequest;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.contracts.payments.PayOrderRequest;
import ticketing.contracts.tickets.CreateTicketRequest;
import ticketing.contracts.tickets.UpdateTicketRequest;

/** The requests of contracts that the schema's inputs are sent as. */
final class RequestTypes {

  private static final Map<String, Class<? extends Record>> RECORDS =
      Map.of(
          "CredentialsInput", CredentialsRequest.class,
          "CreateTicketInput", CreateTicketRequest.class,
          "UpdateTicketInput", UpdateTicketRequest.class,
          "CreateOrderInput", CreateOrderRequest.class,
          "PayOrderInput", PayOrderRequest.class);

  private RequestTypes() {}

  static @Nullable Class<? extends Record> of(GraphQLType input) {
    return RECORDS.get(((GraphQLNamedType) GraphQLTypeUtil.unwrapNonNull(input)).getName());
  }
}
