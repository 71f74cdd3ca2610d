package ticketing.dev.stripe;

import java.util.Map;

/** {@code POST /v1/payment_intents/{id}}: its metadata. */
record UpdateIntent(String id, Map<String, String> metadata) implements Command {

  static UpdateIntent from(String id, Params params) {
    return new UpdateIntent(id, Metadata.from(params));
  }

  @Override
  public Outcome apply(Books books, long now) {
    return new Outcome.Done(books.require(id).annotate(metadata));
  }
}
