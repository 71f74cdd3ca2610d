package ticketing.gateway;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
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
import graphql.schema.GraphQLScalarType;
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
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ticketing.contracts.ErrorCode;

/**
 * The served schema against the contract that clients are written to, {@code contract.graphqls}.
 */
final class SchemaTest {

  private static final GraphQLSchema SERVED =
      SchemaFiles.load().served(RuntimeWiring.MOCKED_WIRING);

  /** The gateway's own, those of any request, and one that only admins can get, by REST. */
  private static final Set<ErrorCode> OF_NO_FIELD =
      Set.of(ErrorCode.INTERNAL, ErrorCode.METHOD_NOT_ALLOWED, ErrorCode.CHARGE_NOT_REFUNDABLE);

  @Test
  void whatTheContractNamesIsServedAlike() throws Exception {
    var promised = elements(contract());
    assertThat(promised).hasSizeGreaterThan(100);
    assertThat(elements(SERVED)).containsAllEntriesOf(promised);
  }

  @Test
  void everyElementIsDescribed() {
    assertThat(described()).hasSizeGreaterThan(150);
    assertThat(described())
        .filteredOn(element -> isBlank(element.getDescription()))
        .extracting(GraphQLNamedSchemaElement::getName)
        .isEmpty();
  }

  /** What only says the name again tells nothing. */
  @Test
  void aDescriptionIsASentence() {
    assertThat(types(SERVED).flatMap(SchemaTest::withChildren))
        .filteredOn(element -> !String.valueOf(element.getDescription()).strip().endsWith("."))
        .extracting(GraphQLNamedSchemaElement::getName)
        .isEmpty();
  }

  @Test
  void errorsAreNamedWhereTheyCome() {
    var named =
        types(SERVED)
            .flatMap(SchemaTest::withChildren)
            .map(element -> String.valueOf(element.getDescription()))
            .collect(joining("\n"));

    assertThat(ErrorCode.values())
        .filteredOn(code -> !OF_NO_FIELD.contains(code))
        .allSatisfy(code -> assertThat(named).containsPattern("\\b" + code + "\\b"));
  }

  @Test
  void errorsThatAreNamedAreThere() {
    var words =
        types(SERVED)
            .flatMap(SchemaTest::withChildren)
            .flatMap(element ->
                Pattern.compile("\\b[A-Z]{3,}_[A-Z_]+\\b")
                    .matcher(String.valueOf(element.getDescription()))
                    .results())
            .map(MatchResult::group);

    assertThat(words)
        .isNotEmpty()
        .isSubsetOf(Stream.of(ErrorCode.values()).map(ErrorCode::name).toList());
  }

  @Test
  void idempotencyKeysHoldForADay() {
    for (String input : List.of("CreateOrderInput", "PayOrderInput")) {
      var type = (GraphQLInputObjectType) Objects.requireNonNull(SERVED.getType(input));
      assertThat(type.getField("idempotencyKey").getDescription())
          .contains("1 to 255 characters", "for a day", "IDEMPOTENCY_CONFLICT");
    }
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

  /** Types with all that they have, and directives with their arguments. */
  private static List<GraphQLNamedSchemaElement> described() {
    return Stream.concat(
            types(SERVED).flatMap(SchemaTest::withChildren),
            SERVED.getDirectives().stream()
                .<GraphQLNamedSchemaElement>flatMap(directive ->
                    Stream.concat(Stream.of(directive), directive.getArguments().stream())))
        .toList();
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
          case GraphQLScalarType _ -> Stream.<GraphQLNamedSchemaElement>of();
          default -> throw new AssertionError("of a kind that is not looked into: " + type);
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
