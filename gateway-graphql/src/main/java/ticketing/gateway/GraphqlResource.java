package ticketing.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.util.Duration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.http.Callers;
import ticketing.chassis.observe.Trace;
import ticketing.contracts.ErrorCode;

/** GraphQL over HTTP, https://graphql.github.io/graphql-over-http/draft/. */
@Path("/graphql")
public final class GraphqlResource {

  private static final Pattern JSON =
      Pattern.compile("application/json(\\s*;\\s*charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

  /** An answer is its caller's, and of its moment. */
  private static final CacheControl UNCACHED = new CacheControl();

  static {
    UNCACHED.setNoTransform(false);
    UNCACHED.setNoStore(true);
  }

  private final GraphqlEngine engine;
  private final RequestReader reader;
  private final ObjectMapper mapper;
  private final int maxBody;
  private final Duration allowed;
  private final Callers callers;
  private final LiveDoor live;

  GraphqlResource(
      GraphqlEngine engine,
      ObjectMapper mapper,
      int maxBody,
      Duration allowed,
      Callers callers,
      LiveDoor live) {
    this.live = live;
    this.engine = engine;
    this.reader = new RequestReader(mapper);
    this.mapper = mapper;
    this.maxBody = maxBody;
    this.allowed = allowed;
    this.callers = callers;
  }

  /** For queries, and subscriptions: what changes something is posted. */
  @GET
  public Response get(@Context HttpServletRequest http, @Context HttpServletResponse out)
      throws IOException {
    return answer(http, out, () -> reader.asked(http.getQueryString()));
  }

  @POST
  public Response post(
      InputStream in, @Context HttpServletRequest http, @Context HttpServletResponse out)
      throws IOException {
    @Nullable String type = http.getContentType();
    // What browsers send across sites without asking is never JSON.
    if (type == null || !JSON.matcher(type.strip()).matches()) {
      return refuse(Response.Status.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8.");
    }
    byte[] body = in.readNBytes(maxBody + 1);
    if (body.length > maxBody) {
      return refuse(
          Response.Status.REQUEST_ENTITY_TOO_LARGE, "Send at most " + maxBody + " bytes.");
    }
    return answer(http, out, () -> reader.posted(body));
  }

  private interface Reading {
    GraphqlRequest read() throws IOException;
  }

  private Response answer(HttpServletRequest http, HttpServletResponse out, Reading reading)
      throws IOException {
    var accepted = Collections.list(http.getHeaders(HttpHeaders.ACCEPT));
    var type = AnswerType.accepted(accepted);
    boolean streams = LiveDoor.isAmong(accepted);
    if (type.isEmpty() && !streams) {
      return refuse(
          Response.Status.NOT_ACCEPTABLE,
          "Accept application/graphql-response+json or application/json.");
    }
    try {
      var origin = callers.of(http);
      var context = context(http, origin);
      var request = reading.read();
      if (streams && (type.isEmpty() || live.isSubscription(request))) {
        live.answer(request, context, origin, http).writeTo(out);
        // It is written, and this changes nothing of it.
        return Response.ok().build();
      }
      var answer = engine.execute(request, context);
      var cookie = context.cookie();
      var shown = type.orElse(AnswerType.JSON);
      return answer(shown.status(answer), shown, answer)
          .header(HttpHeaders.SET_COOKIE, cookie == null ? null : cookie.header(origin.secure()))
          .build();
    } catch (RefusedException refused) {
      int status = refused.code().status();
      return answer(status, type.orElse(AnswerType.JSON), refused.answer())
          .header(HttpHeaders.ALLOW, status == 405 ? HttpMethod.POST : null)
          .build();
    }
  }

  private RequestContext context(HttpServletRequest http, Callers.Origin origin) {
    return new RequestContext(
        Credential.of(http), Trace.current(), origin.address().getHostAddress(), allowed);
  }

  private Response refuse(Response.Status status, String message) throws IOException {
    var extensions = Map.of("code", ErrorCode.BAD_USER_INPUT, "fields", Map.of("body", message));
    return answer(status.getStatusCode(), AnswerType.JSON, errors(message, extensions)).build();
  }

  private static Map<String, Object> errors(String message, Map<String, Object> extensions) {
    return Map.of("errors", List.of(new AnswerError(message, extensions).toSpecification()));
  }

  private Response.ResponseBuilder answer(int status, AnswerType type, Map<String, Object> answer)
      throws IOException {
    return Response.status(status)
        .type(type.text())
        .cacheControl(UNCACHED)
        .entity(mapper.writeValueAsBytes(answer));
  }
}
