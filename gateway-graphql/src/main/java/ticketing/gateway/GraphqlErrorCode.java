package ticketing.gateway;

/** The codes of errors in a document itself; all others are {@code contracts.ErrorCode}. */
enum GraphqlErrorCode {
  GRAPHQL_PARSE_FAILED,
  GRAPHQL_VALIDATION_FAILED,
  QUERY_TOO_COMPLEX,
  PERSISTED_QUERY_NOT_FOUND
}
