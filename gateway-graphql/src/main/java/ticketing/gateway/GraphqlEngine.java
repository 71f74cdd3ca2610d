package ticketing.gateway;

import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.validation.QueryComplexityLimits;
import java.util.Locale;
import java.util.Map;

/** Runs requests within the limits. */
final class GraphqlEngine {

  private final GraphQL graphql;
  private final RestLoader loader;
  private final ErrorAnswers errors = new ErrorAnswers();
  private final QueryComplexityLimits complexity;
  private final ParserOptions parsing;

  GraphqlEngine(GraphQLSchema schema, RestLoader loader, Limits limits) {
    this.graphql = GraphQL.newGraphQL(schema).defaultDataFetcherExceptionHandler(errors).build();
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
