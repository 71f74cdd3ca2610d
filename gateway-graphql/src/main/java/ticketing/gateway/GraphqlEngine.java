package ticketing.gateway;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.introspection.Introspection;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.validation.QueryComplexityLimits;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ticketing.chassis.observe.Metrics;
import ticketing.contracts.Page;

/** Runs requests within the limits. */
final class GraphqlEngine {

  /** Of one field: so that the sum of all fields that a document may have is still a number. */
  private static final long MAX_COST = 1_000_000;

  /** In the words that clients know it by. */
  private static final ExecutionResult NOT_FOUND =
      ExecutionResult.newExecutionResult()
          .addError(
              new AnswerError(
                  "PersistedQueryNotFound",
                  Map.of("code", GraphqlErrorCode.PERSISTED_QUERY_NOT_FOUND)))
          .build();

  private final GraphQL graphql;
  private final RestLoader loader;
  private final Documents documents;
  private final ErrorAnswers errors = new ErrorAnswers();
  private final QueryComplexityLimits complexity;
  private final ParserOptions parsing;
  private final boolean introspection;

  GraphqlEngine(
      GraphQLSchema schema,
      RestLoader loader,
      Limits limits,
      boolean introspection,
      Metrics metrics) {
    this.documents = new Documents(limits);
    this.graphql =
        GraphQL.newGraphQL(schema)
            .defaultDataFetcherExceptionHandler(errors)
            .preparsedDocumentProvider(documents)
            .subscriptionExecutionStrategy(new LiveStrategy(errors))
            .instrumentation(
                new ChainedInstrumentation(
                    new OperationMetrics(metrics),
                    new NestingLimit(),
                    new ReadsOnly(),
                    new MaxQueryComplexityInstrumentation(limits.cost(), GraphqlEngine::cost)))
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
    this.introspection = introspection;
  }

  /**
   * The document that a request means, if it is known.
   *
   * @throws RefusedException BAD_USER_INPUT, where it has another hash
   */
  Optional<String> document(GraphqlRequest request) {
    return documents.of(request);
  }

  /** How documents are parsed. */
  ParserOptions parsing() {
    return parsing;
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
   * @return the answer as the GraphQL specification has it: errors, and data where it was run
   * @throws RefusedException for what may not be asked so: METHOD_NOT_ALLOWED, BAD_USER_INPUT
   */
  Map<String, Object> execute(GraphqlRequest request, RequestContext context) {
    var document = document(request);
    if (document.isEmpty()) {
      return NOT_FOUND.toSpecification();
    }
    var result = graphql.execute(input(document.get(), request, context));
    if (result.isDataPresent()) {
      documents.keep(request);
    }
    return result
        .transform(answer ->
            answer.errors(
                result.getErrors().stream().map(error -> errors.coded(error, context)).toList()))
        .toSpecification();
  }

  private ExecutionInput input(String document, GraphqlRequest request, RequestContext context) {
    return ExecutionInput.newExecutionInput(document)
        .operationName(request.operationName())
        .variables(request.variables())
        .locale(Locale.ENGLISH)
        .dataLoaderRegistry(loader.loaders(context))
        .graphQLContext(
            Map.of(
                GraphqlRequest.class, request,
                RequestContext.class, context,
                ParserOptions.class, parsing,
                QueryComplexityLimits.KEY, complexity,
                Introspection.INTROSPECTION_DISABLED, !introspection))
        .build();
  }
}
