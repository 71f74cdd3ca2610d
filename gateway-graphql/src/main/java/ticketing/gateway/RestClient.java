package ticketing.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
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
import ticketing.chassis.http.TraceInLogs;

/** Calls the services. */
final class RestClient {

  private static final Logger LOG = LoggerFactory.getLogger(RestClient.class);

  private final HttpClient http;
  private final ServiceUrls urls;
  private final CallSettings settings;
  private final ObjectMapper mapper;
  private final RestAnswers answers;
  private final Executor threads;

  RestClient(
      HttpClient http,
      ServiceUrls urls,
      CallSettings settings,
      ObjectMapper mapper,
      Executor threads) {
    this.http = http;
    this.urls = urls;
    this.settings = settings;
    this.mapper = mapper;
    this.answers = new RestAnswers(mapper);
    this.threads = threads;
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
    var request = request(call, authorization, context);
    return CompletableFuture.supplyAsync(() -> exchange(call, request), threads)
        .orTimeout(millis, TimeUnit.MILLISECONDS)
        // Onto a thread of ours: what follows a timeout would else run on the JVM's timer.
        .handleAsync(
            (answer, failure) -> {
              if (failure == null) {
                return answer;
              }
              request.cancel();
              throw reason(call, failure);
            },
            threads);
  }

  private long millis(RestCall call, RequestContext context) {
    var seconds = call.seconds();
    var answer =
        seconds == null ? settings.answer().toMilliseconds() : TimeUnit.SECONDS.toMillis(seconds);
    return call.reads() ? Math.min(answer, context.millisLeft()) : answer;
  }

  private HttpUriRequestBase request(
      RestCall call, @Nullable String authorization, RequestContext context) {
    var request = new HttpUriRequestBase(call.method().name(), uri(call));
    request.setHeader("Forwarded", context.forwarded());
    setIfPresent(request, HttpHeaders.AUTHORIZATION, authorization);
    setIfPresent(request, TraceInLogs.TRACEPARENT, context.traceparent());
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

  private static RuntimeException reason(RestCall call, Throwable failure) {
    return switch (failure) {
      case CompletionException wrapped when wrapped.getCause() != null ->
          reason(call, wrapped.getCause());
      case UncheckedIOException io -> {
        LOG.warn("{} failed: {}", call, String.valueOf(io.getCause()));
        yield RestAnswers.unavailable(call, null);
      }
      case TimeoutException late -> {
        LOG.warn("{} was late", call);
        yield RestAnswers.unavailable(call, null);
      }
      case RuntimeException other -> other;
      default -> new IllegalStateException(failure);
    };
  }
}
