package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryOnceTest {

  private static final IOException BROKEN = new IOException("connection reset");

  private final RetryOnce retries = new RetryOnce();

  @ParameterizedTest
  @EnumSource(RestMethod.class)
  void readsAloneAreRepeated(RestMethod method) {
    boolean reads = method == RestMethod.GET;

    assertThat(retries.retryRequest(request(method), BROKEN, 1, context(method))).isEqualTo(reads);
    assertThat(retries.retryRequest(new BasicHttpResponse(503), 1, context(method)))
        .isEqualTo(reads);
  }

  @ParameterizedTest
  @CsvSource({"200", "404", "429", "500", "502", "504"})
  void onlyWhatIsUnavailableForAMomentIsRepeated(int status) {
    assertThat(retries.retryRequest(new BasicHttpResponse(status), 1, context(RestMethod.GET)))
        .isFalse();
  }

  @Test
  void onceIsEnough() {
    var get = RestMethod.GET;

    assertThat(retries.retryRequest(request(get), BROKEN, 2, context(get))).isFalse();
    assertThat(retries.retryRequest(new BasicHttpResponse(503), 2, context(get))).isFalse();
  }

  @Test
  void whatWasLateIsNotRepeated() {
    var get = RestMethod.GET;

    assertThat(retries.retryRequest(request(get), new InterruptedIOException(), 1, context(get)))
        .isFalse();
  }

  /** So that callers of a service that comes back do not all ask at the same moment. */
  @Test
  void pausesDifferAndAreShort() {
    var pauses =
        IntStream.range(0, 100)
            .mapToObj(_ ->
                retries.getRetryInterval(new BasicHttpResponse(503), 1, context(RestMethod.GET)))
            .map(pause -> pause.toMilliseconds())
            .toList();

    assertThat(pauses).allMatch(millis -> millis >= 20 && millis < 120);
    assertThat(pauses.stream().distinct().count()).isGreaterThan(10);
  }

  private static HttpRequest request(RestMethod method) {
    return new HttpUriRequestBase(method.name(), URI.create("http://127.0.0.1/"));
  }

  private static HttpClientContext context(RestMethod method) {
    var context = HttpClientContext.create();
    context.setRequest(request(method));
    return context;
  }
}
