package ticketing.gateway;

/** Named the same in the schema. */
enum RestMethod {
  GET,
  POST,
  PATCH,
  DELETE
}
