package ticketing.gateway;

import static java.util.Map.entry;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;
import ticketing.contracts.Page;
import ticketing.contracts.auth.CredentialsRequest;
import ticketing.contracts.auth.SessionRepresentation;
import ticketing.contracts.auth.UserRepresentation;
import ticketing.contracts.orders.CreateOrderRequest;
import ticketing.contracts.orders.OrderRepresentation;
import ticketing.contracts.payments.ChargeRepresentation;
import ticketing.contracts.payments.PayOrderRequest;
import ticketing.contracts.tickets.CreateTicketRequest;
import ticketing.contracts.tickets.TicketRepresentation;
import ticketing.contracts.tickets.UpdateTicketRequest;

/** The records of contracts that the schema's types are views of. */
final class ContractTypes {

  private static final Map<String, Class<? extends Record>> RECORDS =
      Map.ofEntries(
          entry("Money", Money.class),
          entry("MoneyInput", Money.class),
          entry("Session", SessionRepresentation.class),
          entry("User", UserRepresentation.class),
          entry("Ticket", TicketRepresentation.class),
          entry("TicketEdge", Page.Item.class),
          entry("Order", OrderRepresentation.class),
          entry("OrderEdge", Page.Item.class),
          entry("Charge", ChargeRepresentation.class),
          entry("CredentialsInput", CredentialsRequest.class),
          entry("CreateTicketInput", CreateTicketRequest.class),
          entry("UpdateTicketInput", UpdateTicketRequest.class),
          entry("CreateOrderInput", CreateOrderRequest.class),
          entry("PayOrderInput", PayOrderRequest.class));

  private static final Map<String, Set<Class<?>>> SCALARS =
      Map.of(
          "ID", Set.of(UUID.class),
          "String", Set.of(String.class),
          "Int", Set.of(int.class, Integer.class),
          "Boolean", Set.of(boolean.class, Boolean.class),
          "DateTime", Set.of(Instant.class));

  private ContractTypes() {}

  static @Nullable Class<? extends Record> record(GraphQLType type) {
    return RECORDS.get(((GraphQLNamedType) GraphQLTypeUtil.unwrapNonNull(type)).getName());
  }

  static Optional<RecordComponent> component(GraphQLType type, String name) {
    return Optional.ofNullable(record(type)).stream()
        .flatMap(record -> Arrays.stream(record.getRecordComponents()))
        .filter(component -> component.getName().equals(name))
        .findAny();
  }

  static boolean mayBeNull(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** Whether a field of that type can show what the component holds. */
  static boolean fits(GraphQLType nullable, RecordComponent component) {
    var java = component.getType();
    return switch (GraphQLTypeUtil.unwrapNonNull(nullable)) {
      case GraphQLScalarType scalar ->
          SCALARS.getOrDefault(scalar.getName(), Set.of()).contains(java);
      case GraphQLEnumType names ->
          java.isEnum()
              && Arrays.stream(java.getEnumConstants())
                  .map(Object::toString)
                  .sorted()
                  .toList()
                  .equals(
                      names.getValues().stream()
                          .map(GraphQLEnumValueDefinition::getName)
                          .sorted()
                          .toList());
      case GraphQLType other ->
          component.getGenericType() instanceof TypeVariable || java.equals(record(other));
    };
  }
}
