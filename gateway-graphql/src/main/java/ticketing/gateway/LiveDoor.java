package ticketing.gateway;

import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.http.Callers;
import ticketing.chassis.http.LongAnswer;
import ticketing.contracts.ErrorCode;

/**
 * Answers requests for an event stream: subscriptions, and whatever else a client wants to have as
 * one. What a document does wrong is told in the stream, as graphql-sse has it: its client would
 * try an answer with an error's status again.
 */
final class LiveDoor {

  private static final String EVENT_STREAM = "text/event-stream";

  private final Subscriptions subscriptions;
  private final Watch.Means means;

  LiveDoor(Subscriptions subscriptions, Watch.Means means) {
    this.subscriptions = subscriptions;
    this.means = means;
  }

  /** Whether one of these headers {@code Accept} names an event stream. */
  static boolean isAmong(List<String> accept) {
    return accept.stream()
        .flatMap(header -> Arrays.stream(header.split(",", -1)))
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .anyMatch(EVENT_STREAM::equals);
  }

  LiveAnswer answer(
      GraphqlRequest request,
      RequestContext context,
      Callers.Origin origin,
      HttpServletRequest http) {
    var answer =
        isSubscription(request)
            ? open(new Watch(means, request, context, origin.address()), LongAnswer.to(http))
            : once(request, context);
    @Nullable SessionCookie cookie = context.cookie();
    return cookie == null ? answer : answer.with(cookie.header(origin.secure()));
  }

  private LiveAnswer open(Watch watch, LongAnswer connection) {
    try {
      return subscriptions.open(watch, connection);
    } catch (RefusedException refused) {
      byte[] json = watch.error(refused);
      return RefusedException.is(ErrorCode.UNAUTHENTICATED, refused)
          ? once(json)
          : LiveAnswer.json(refused.code().status(), json);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private LiveAnswer once(GraphqlRequest request, RequestContext context) {
    return once(Seen.json(means.engine().execute(request, context), means.mapper()));
  }

  private static LiveAnswer once(byte[] answer) {
    return LiveAnswer.stream(out -> {
      var events = new EventStream(out);
      events.next(answer);
      events.complete();
    });
  }

  /** Some clients accept a stream whatever they ask for, but want it for subscriptions alone. */
  boolean isSubscription(GraphqlRequest request) {
    return means.engine().document(request).stream()
        .flatMap(this::operations)
        .filter(operation -> isMeant(operation, request.operationName()))
        .anyMatch(operation -> operation.getOperation() == Operation.SUBSCRIPTION);
  }

  /** Of a document with several operations it is the one that is named. */
  private static boolean isMeant(OperationDefinition operation, @Nullable String name) {
    return name == null || name.isEmpty() || name.equals(operation.getName());
  }

  private Stream<OperationDefinition> operations(String document) {
    try {
      var environment =
          ParserEnvironment.newParserEnvironment()
              .document(document)
              .parserOptions(means.engine().parsing())
              .build();
      return new Parser()
          .parseDocument(environment).getDefinitionsOfType(OperationDefinition.class).stream();
    } catch (InvalidSyntaxException malformed) {
      // Its execution says so.
      return Stream.empty();
    }
  }
}
