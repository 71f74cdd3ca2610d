package ticketing.gateway;

import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.validation.QueryComplexityLimits;
import java.util.Locale;
import java.util.Map;
import ticketing.contracts.Page;

/** Runs requests within the limits. */
final class GraphqlEngine {

  /** Of one field: so that the sum of all fields that a document may have is still a number. */
  private static final long MAX_COST = 1_000_000;

  private final GraphQL graphql;
  private final RestLoader loader;
  private final ErrorAnswers errors = new ErrorAnswers();
  private final QueryComplexityLimits complexity;
  private final ParserOptions parsing;

  GraphqlEngine(GraphQLSchema schema, RestLoader loader, Limits limits) {
    this.graphql =
        GraphQL.newGraphQL(schema)
            .defaultDataFetcherExceptionHandler(errors)
            .instrumentation(
                new MaxQueryComplexityInstrumentation(limits.cost(), GraphqlEngine::cost))
            .build();
    this.loader = loader;
    this.complexity =
        QueryComplexityLimits.newLimits()
            .maxDepth(limits.depth())
            .maxFieldsCount(limits.fields())
            .build();
    this.parsing =
        ParserOptions.getDefaultOperationParserOptions()
            .transform(options -> options.maxTokens(limits.tokens()));
  }

  /**
   * What a field adds to an answer: as many rows as its page may have, with all that is in them.
   */
  private static int cost(FieldComplexityEnvironment field, int children) {
    if (field.getFieldDefinition().getArgument("first") == null) {
      return 1 + children;
    }
    int rows =
        field.getArguments().get("first") instanceof Integer first
            ? Math.clamp(first, 1, Page.MAX)
            : Page.DEFAULT;
    return (int) Math.min(MAX_COST, 1 + (long) rows * children);
  }

  /**
   * @return the answer as the GraphQL specification has it: data and errors
   */
  Map<String, Object> execute(GraphqlRequest request, RequestContext context) {
    var input =
        ExecutionInput.newExecutionInput(request.query())
            .operationName(request.operationName())
            .variables(request.variables())
            .locale(Locale.ENGLISH)
            .dataLoaderRegistry(loader.loaders(context))
            .graphQLContext(
                Map.of(
                    RequestContext.class, context,
                    ParserOptions.class, parsing,
                    QueryComplexityLimits.KEY, complexity))
            .build();
    var result = graphql.execute(input);
    return result
        .transform(answer ->
            answer.errors(
                result.getErrors().stream().map(error -> errors.coded(error, context)).toList()))
        .toSpecification();
  }
}
