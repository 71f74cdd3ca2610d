package ticketing.chassis.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dropwizard.jersey.validation.JerseyViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipException;
import org.eclipse.jetty.io.EofException;
import org.glassfish.jersey.server.ParamException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.observe.PassingFailure;
import ticketing.contracts.ErrorCode;

/** Answers every failure of a request with a problem, the framework's own failures included. */
final class ProblemMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  @Override
  public Response toResponse(Throwable failure) {
    return switch (failure) {
      case ProblemException problem -> Problems.answer(problem.problem());
      case JerseyViolationException invalid ->
          Problems.answer(Problems.badInput(BadFields.of(invalid)));
      case JsonProcessingException malformed ->
          Problems.answer(Problems.badInput(BadFields.of(malformed)));
      case EofException hungUp -> hungUp(hungUp);
      case Exception broken when isBadlyCompressed(broken) ->
          Problems.answer(Problems.badInput(Map.of("body", "is not what Content-Encoding says")));
      case ParamException malformed ->
          Problems.answer(Problems.badInput(Map.of(malformed.getParameterName(), "is malformed")));
      case WebApplicationException web when web.getResponse().getStatus() < 500 -> framework(web);
      default -> PassingFailure.is(failure) ? unavailable(failure) : unexpected(failure);
    };
  }

  private static boolean isBadlyCompressed(Throwable failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ZipException) {
        return true;
      }
    }
    return false;
  }

  /** Nobody reads the answer; it is no failure of ours. */
  private static Response hungUp(EofException hungUp) {
    LOG.debug("A caller hung up: {}", hungUp.toString());
    return Problems.answer(Problems.badInput(Map.of("body", "ended too early")));
  }

  private static Response framework(WebApplicationException web) {
    int status = web.getResponse().getStatus();
    if (status < 400) {
      return web.getResponse();
    }
    Response answer =
        Problems.answer(
            Problems.ofStatus(status, web.getResponse().getStatusInfo().getReasonPhrase()));
    String allowed = web.getResponse().getHeaderString(HttpHeaders.ALLOW);
    // RFC 9110 15.5.6: the methods that there are.
    return allowed == null
        ? answer
        : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allowed).build();
  }

  private static Response unavailable(Throwable failure) {
    LOG.warn("A request failed on the database, the caller may repeat it: {}", failure.toString());
    return Problems.answer(
        ProblemException.retryLater(ErrorCode.SERVICE_UNAVAILABLE, "try again", 1).problem());
  }

  private static Response unexpected(Throwable failure) {
    var errorId = UUID.randomUUID();
    LOG.error("A request failed, error id {}", errorId, failure);
    return Problems.answer(ErrorCode.INTERNAL, "unexpected error, id " + errorId);
  }
}
