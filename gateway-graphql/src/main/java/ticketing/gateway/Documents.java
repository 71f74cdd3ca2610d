package ticketing.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The documents that clients ask again and again: parsed, found valid and within the limits that
 * variables do not change, by their text; and by their hash (automatic persisted queries, <a
 * href="https://www.apollographql.com/docs/apollo-server/performance/apq">as Apollo has them</a>).
 * What is not valid is kept nowhere.
 */
final class Documents implements PreparsedDocumentProvider {

  /** Of each kind. */
  static final int MOST = 1_000;

  /** A document longer than this many characters counts as several, so that memory is bounded. */
  private static final int LENGTH = 2_048;

  /** What is too much is dropped by whoever put it there, so that it never waits for a thread. */
  private static final Executor AT_ONCE = Runnable::run;

  private final Limits limits;
  private final Cache<String, PreparsedDocumentEntry> prepared =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .executor(AT_ONCE)
          .<String, PreparsedDocumentEntry>weigher((text, _) -> weight(text))
          .build();
  private final Cache<String, String> byHash =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .executor(AT_ONCE)
          .<String, String>weigher((_, text) -> weight(text))
          .build();

  Documents(Limits limits) {
    this.limits = limits;
  }

  private static int weight(String text) {
    return 1 + text.length() / LENGTH;
  }

  @Override
  public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parseAndValidate) {
    var entry = prepared.getIfPresent(input.getQuery());
    if (entry == null) {
      entry = withinLimits(parseAndValidate.apply(input));
      if (!entry.hasErrors()) {
        prepared.put(input.getQuery(), entry);
      }
    }
    return CompletableFuture.completedFuture(entry);
  }

  private PreparsedDocumentEntry withinLimits(PreparsedDocumentEntry entry) {
    if (entry.hasErrors()) {
      return entry;
    }
    var shape = DocumentShape.of(Objects.requireNonNull(entry.getDocument()));
    if (shape.rootFields() > limits.rootFields()) {
      return tooMany("root fields", shape.rootFields(), limits.rootFields());
    }
    return shape.aliases() > limits.aliases()
        ? tooMany("aliases", shape.aliases(), limits.aliases())
        : entry;
  }

  private static PreparsedDocumentEntry tooMany(String what, int number, int limit) {
    return new PreparsedDocumentEntry(
        new AnswerError(
            "The operation has %d %s; at most %d are allowed.".formatted(number, what, limit),
            Map.of("code", GraphqlErrorCode.QUERY_TOO_COMPLEX)));
  }

  /**
   * The document that a request means.
   *
   * @return none where it is asked for by a hash that is not known (any more)
   * @throws RefusedException BAD_USER_INPUT, where the document has another hash
   */
  Optional<String> of(GraphqlRequest request) {
    if (request.query() == null) {
      return Optional.ofNullable(request.hash()).map(byHash::getIfPresent);
    }
    if (request.hash() != null && !request.hash().equals(Sha256.hex(request.query()))) {
      throw RefusedException.badInput(
          Map.of("extensions.persistedQuery.sha256Hash", "is not the hash of query"));
    }
    return Optional.of(request.query());
  }

  /** Keeps a document that was run, where its client may ask for it by its hash from now on. */
  void keep(GraphqlRequest request) {
    if (request.hash() != null && request.query() != null) {
      byHash.put(request.hash(), request.query());
    }
  }
}
