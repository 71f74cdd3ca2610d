package ticketing.gateway;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AstPrinter;
import graphql.language.InputValueDefinition;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The served schema against the contract that clients are written to, {@code contract.graphqls}.
 */
final class SchemaTest {

  private static final GraphQLSchema SERVED =
      SchemaFiles.load().served(RuntimeWiring.MOCKED_WIRING);

  @Test
  void whatTheContractNamesIsServedAlike() throws Exception {
    var promised = elements(contract());
    // Subscriptions come with issue 6.
    promised.keySet().removeIf(name -> name.startsWith("Subscription"));

    assertThat(promised).hasSizeGreaterThan(100);
    assertThat(elements(SERVED)).containsAllEntriesOf(promised);
  }

  @Test
  void everyElementIsDescribed() {
    var undescribed =
        types(SERVED)
            .flatMap(SchemaTest::withChildren)
            .filter(element -> isBlank(element.getDescription()))
            .map(GraphQLNamedSchemaElement::getName);

    assertThat(undescribed).isEmpty();
  }

  @Test
  void clientsSeeNothingOfTheMapping() {
    assertThat(SERVED.getDirectives())
        .extracting(GraphQLDirective::getName)
        .isNotEmpty()
        .doesNotContain("rest");
    assertThat(types(SERVED))
        .extracting(GraphQLNamedType::getName)
        .contains("Ticket")
        .noneMatch(name -> name.startsWith("Rest"));
    assertThat(types(SERVED).flatMap(SchemaTest::withChildren))
        .filteredOn(GraphQLDirectiveContainer.class::isInstance)
        .extracting(element -> (GraphQLDirectiveContainer) element)
        .isNotEmpty()
        .allMatch(element -> element.getAppliedDirectives("rest").isEmpty());
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static GraphQLSchema contract() throws Exception {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(SchemaTest.class.getResourceAsStream("/contract.graphqls")),
            StandardCharsets.UTF_8)) {
      return new SchemaGenerator()
          .makeExecutableSchema(new SchemaParser().parse(reader), RuntimeWiring.MOCKED_WIRING);
    }
  }

  private static Stream<GraphQLNamedType> types(GraphQLSchema schema) {
    return schema.getAllTypesAsList().stream()
        .filter(type -> !type.getName().startsWith("__"))
        .filter(type -> !ScalarInfo.isGraphqlSpecifiedScalar(type.getName()));
  }

  private static Stream<GraphQLNamedSchemaElement> withChildren(GraphQLNamedType type) {
    var children =
        switch (type) {
          case GraphQLObjectType object ->
              object.getFields().stream()
                  .<GraphQLNamedSchemaElement>flatMap(
                      field -> Stream.concat(Stream.of(field), field.getArguments().stream()));
          case GraphQLInputObjectType input -> input.getFields().stream();
          case GraphQLEnumType names -> names.getValues().stream();
          default -> Stream.<GraphQLNamedSchemaElement>of();
        };
    return Stream.concat(Stream.of(type), children);
  }

  /** Each element's full name with what has to stay: kind, type, default. */
  private static Map<String, String> elements(GraphQLSchema schema) {
    return types(schema)
        .flatMap(SchemaTest::elements)
        .collect(toMap(Entry::getKey, Entry::getValue));
  }

  private static Stream<Entry<String, String>> elements(GraphQLNamedType type) {
    var in = type.getName() + ".";
    var children =
        switch (type) {
          case GraphQLObjectType object ->
              object.getFields().stream().flatMap(field -> elements(in, field));
          case GraphQLInputObjectType input ->
              input.getFields().stream()
                  .map(field ->
                      entry(
                          in + field.getName(),
                          print(field.getType()) + print(field.getDefinition())));
          case GraphQLEnumType names ->
              names.getValues().stream().map(value -> entry(in + value.getName(), "value"));
          default -> Stream.<Entry<String, String>>of();
        };
    return Stream.concat(
        Stream.of(entry(type.getName(), type.getClass().getSimpleName())), children);
  }

  private static Stream<Entry<String, String>> elements(String in, GraphQLFieldDefinition field) {
    return Stream.concat(
        Stream.of(entry(in + field.getName(), print(field.getType()))),
        field.getArguments().stream()
            .map(argument ->
                entry(
                    in + field.getName() + "(" + argument.getName() + ")",
                    print(argument.getType()) + print(argument.getDefinition()))));
  }

  private static String print(GraphQLType type) {
    return GraphQLTypeUtil.simplePrint(type);
  }

  private static String print(@Nullable InputValueDefinition input) {
    return input == null || input.getDefaultValue() == null
        ? ""
        : " = " + AstPrinter.printAst(input.getDefaultValue());
  }
}
