package ticketing.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.contracts.Problem;

/** Understands what services answer. */
final class RestAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(RestAnswers.class);

  private final ObjectReader objects;
  private final ObjectReader problems;

  /** A service's own failure. */
  static final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final RefusedException told;

    Broken(int status, RefusedException told) {
      super("answered " + status, null, false, false);
      this.status = status;
      this.told = told;
    }

    int status() {
      return status;
    }

    /** What the client is told of it. */
    RefusedException told() {
      return told;
    }
  }

  RestAnswers(ObjectMapper mapper) {
    this.objects = mapper.readerFor(new TypeReference<Map<String, Object>>() {});
    this.problems = mapper.readerFor(Problem.class);
  }

  /**
   * @throws RefusedException for what the service refuses
   * @throws Broken for its own failure
   */
  RestAnswer read(RestCall call, ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    if (status >= HttpStatus.SC_SERVER_ERROR) {
      var after = problem(response).map(Problem::retryAfterSeconds).orElse(null);
      throw new Broken(status, unavailable(call, after));
    }
    if (status >= HttpStatus.SC_REDIRECTION) {
      throw problem(response)
          .<RuntimeException>map(RefusedException::of)
          .orElseGet(() -> new IllegalStateException(call + " answered " + status + " bare"));
    }
    @Nullable Map<String, Object> body =
        status == HttpStatus.SC_NO_CONTENT
            ? null
            : objects.readValue(response.getEntity().getContent());
    return new RestAnswer(body, cookie(call, response));
  }

  /** Only auth-svc's: what proxies set is between them and the gateway. */
  private static @Nullable SessionCookie cookie(RestCall call, ClassicHttpResponse response) {
    return call.service() == Service.AUTH
        ? SessionCookie.among(
                Arrays.stream(response.getHeaders(HttpHeaders.SET_COOKIE)).map(Header::getValue))
            .orElse(null)
        : null;
  }

  private Optional<Problem> problem(ClassicHttpResponse response) throws IOException {
    var entity = response.getEntity();
    if (entity == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(problems.<Problem>readValue(entity.getContent()))
          .filter(problem -> isComplete(problem));
    } catch (JsonProcessingException e) {
      LOG.debug("not a problem", e);
      return Optional.empty();
    }
  }

  /** Proxies and containers have error objects of their own, which bind to a problem of nulls. */
  private static boolean isComplete(Problem problem) {
    @Nullable Object code = problem.code();
    return code != null;
  }

  static RefusedException unavailable(RestCall call, @Nullable Integer retryAfterSeconds) {
    return RefusedException.unavailable(
        call.service(),
        call.reads()
            ? "The " + call.service().id() + " service does not answer."
            : "The "
                + call.service().id()
                + " service did not answer; look again whether it was done.",
        retryAfterSeconds);
  }
}
