package ticketing.gateway;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Reads are repeated once, after a moment that differs from caller to caller: a connection that
 * broke or a service that is being replaced is often well again by then. What was late is not
 * repeated, as its time is used up.
 */
final class RetryOnce implements HttpRequestRetryStrategy {

  @Override
  public boolean retryRequest(
      HttpRequest request, IOException exception, int execCount, HttpContext context) {
    return execCount == 1 && isRead(request) && !(exception instanceof InterruptedIOException);
  }

  @Override
  public boolean retryRequest(HttpResponse response, int execCount, HttpContext context) {
    return execCount == 1
        && response.getCode() == HttpStatus.SC_SERVICE_UNAVAILABLE
        && isRead(HttpClientContext.cast(context).getRequest());
  }

  @Override
  public TimeValue getRetryInterval(
      HttpRequest request, IOException exception, int execCount, HttpContext context) {
    return pause();
  }

  @Override
  public TimeValue getRetryInterval(HttpResponse response, int execCount, HttpContext context) {
    return pause();
  }

  private static boolean isRead(HttpRequest request) {
    return Method.GET.isSame(request.getMethod());
  }

  private static TimeValue pause() {
    return TimeValue.ofMilliseconds(ThreadLocalRandom.current().nextLong(20, 120));
  }
}
