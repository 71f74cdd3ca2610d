package ticketing.chassis.http;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A row's version as its entity tag, and what a request asks of it by If-Match and If-None-Match
 * (RFC 9110 13.1): lists, {@code *}, and weak tags, which If-Match never takes for the same.
 */
public final class Preconditions {

  private Preconditions() {}

  /** The entity tag of a representation: all of it changes with the version alone. */
  public static EntityTag tag(int version) {
    return new EntityTag(String.valueOf(version));
  }

  /**
   * NOT_MODIFIED where a reader has this version already.
   *
   * @throws ProblemException where it is not the version that was asked for
   */
  public static Optional<Response> unmodified(Request request, int version) {
    Optional<Response> answer = evaluate(request, version);
    answer
        .filter(Preconditions::isFailed)
        .ifPresent(failed -> {
          throw ProblemException.staleVersion(version);
        });
    return answer;
  }

  /**
   * Which versions a change may be made to.
   *
   * @throws ProblemException BAD_USER_INPUT when a header is malformed
   */
  public static IntPredicate ofChange(Request request) {
    // Now, and not where the change is made: what is malformed is the caller's mistake.
    var unused = evaluate(request, 1);
    return version -> evaluate(request, version).isEmpty();
  }

  private static Optional<Response> evaluate(Request request, int version) {
    try {
      return Optional.ofNullable(request.evaluatePreconditions(tag(version)))
          .map(Response.ResponseBuilder::build);
    } catch (ProcessingException malformed) {
      // It tells the header in its message alone.
      String header =
          String.valueOf(malformed.getMessage()).contains(HttpHeaders.IF_NONE_MATCH)
              ? HttpHeaders.IF_NONE_MATCH
              : HttpHeaders.IF_MATCH;
      throw ProblemException.badInput(header, "is no list of entity tags");
    }
  }

  private static boolean isFailed(Response answer) {
    return answer.getStatus() == Response.Status.PRECONDITION_FAILED.getStatusCode();
  }
}
