package ticketing.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.net.URIBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.observe.Step;
import ticketing.chassis.observe.Trace;
import ticketing.chassis.observe.Tracing;

/** Calls the services. */
final class RestClient {

  private static final Logger LOG = LoggerFactory.getLogger(RestClient.class);

  private final HttpClient http;
  private final ServiceUrls urls;
  private final CallSettings settings;
  private final ObjectMapper mapper;
  private final RestAnswers answers;
  private final Executor threads;
  private final Tracing tracing;

  RestClient(
      HttpClient http,
      ServiceUrls urls,
      CallSettings settings,
      ObjectMapper mapper,
      Executor threads,
      Tracing tracing) {
    this.http = http;
    this.urls = urls;
    this.settings = settings;
    this.mapper = mapper;
    this.answers = new RestAnswers(mapper);
    this.threads = threads;
    this.tracing = tracing;
  }

  /**
   * Calls a service on a thread of its own.
   *
   * @param authorization the header that says who calls; null for nobody
   * @return a {@link RefusedException} where it refuses, is away or late
   */
  CompletableFuture<RestAnswer> send(
      RestCall call, @Nullable String authorization, RequestContext context) {
    var millis = millis(call, context);
    if (millis <= 0) {
      return CompletableFuture.failedFuture(RestAnswers.unavailable(call, null));
    }
    var step = step(call, context.trace());
    var request = request(call, authorization, context.forwarded(), step.trace());
    return CompletableFuture.supplyAsync(() -> exchange(call, request), threads)
        .orTimeout(millis, TimeUnit.MILLISECONDS)
        // Onto a thread of ours: what follows a timeout would else run on the JVM's timer.
        .handleAsync(
            (answer, failure) -> {
              try (step;
                  var within = step.trace().enter()) {
                if (failure == null) {
                  return answer;
                }
                request.cancel();
                throw reason(call, failure, step);
              }
            },
            threads);
  }

  private Step step(RestCall call, Trace cause) {
    return tracing
        .begin(Tracing.Kind.ASKS, call.method() + " " + call.service().id(), cause)
        .tell("http.request.method", call.method().name())
        .tell("url.path", call.path());
  }

  private long millis(RestCall call, RequestContext context) {
    var seconds = call.seconds();
    var answer =
        seconds == null ? settings.answer().toMilliseconds() : TimeUnit.SECONDS.toMillis(seconds);
    return call.reads() ? Math.min(answer, context.millisLeft()) : answer;
  }

  private HttpUriRequestBase request(
      RestCall call, @Nullable String authorization, String forwarded, Trace trace) {
    var request = new HttpUriRequestBase(call.method().name(), uri(call));
    request.setHeader("Forwarded", forwarded);
    setIfPresent(request, HttpHeaders.AUTHORIZATION, authorization);
    setIfPresent(request, Trace.TRACEPARENT, trace.traceparent().orElse(null));
    if (call.body() != null) {
      try {
        var json = mapper.writeValueAsBytes(call.body());
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    return request;
  }

  private URI uri(RestCall call) {
    try {
      var uri = new URIBuilder(urls.of(call.service())).appendPath(call.path());
      call.query().forEach(entry -> uri.addParameter(entry.getKey(), entry.getValue()));
      return uri.build();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void setIfPresent(
      HttpUriRequestBase request, String header, @Nullable String value) {
    if (value != null) {
      request.setHeader(header, value);
    }
  }

  private RestAnswer exchange(RestCall call, HttpUriRequestBase request) {
    try {
      return http.execute(request, response -> answers.read(call, response));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Logs what is a failure of a service's or of ours towards it, each on one line. */
  private static RuntimeException reason(RestCall call, Throwable failure, Step step) {
    return switch (failure) {
      case CompletionException wrapped when wrapped.getCause() != null ->
          reason(call, wrapped.getCause(), step);
      case UncheckedIOException io -> {
        LOG.warn("{} failed: {}", call, String.valueOf(io.getCause()));
        step.failed(Objects.requireNonNullElse(io.getCause(), io));
        yield RestAnswers.unavailable(call, null);
      }
      case TimeoutException late -> {
        LOG.warn("{} was late", call);
        step.failed(late);
        yield RestAnswers.unavailable(call, null);
      }
      case RestAnswers.Broken broken -> {
        LOG.warn("{} answered {}", call, broken.status());
        step.failed(Integer.toString(broken.status()));
        yield broken.told();
      }
      case RuntimeException other -> other;
      default -> new IllegalStateException(failure);
    };
  }
}
