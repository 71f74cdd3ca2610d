package ticketing.gateway;

import io.dropwizard.util.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The pooled HTTP client towards the services. */
final class ServiceHttp {

  /**
   * A connection idle for longer is looked at before it is used, which takes up to a millisecond:
   * its service may have been replaced, and what changes something is never sent twice.
   */
  private static final TimeValue CHECK_AFTER = TimeValue.ofMilliseconds(50);

  private ServiceHttp() {}

  static CloseableHttpClient client(CallSettings settings) {
    var connect = Timeout.ofMilliseconds(settings.connect().toMilliseconds());
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnPerRoute(settings.connections())
            .setMaxConnTotal(settings.connections() * Service.values().length)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(connect)
                    .setValidateAfterInactivity(CHECK_AFTER)
                    .build())
            .build();
    var requests =
        RequestConfig.custom()
            .setConnectionRequestTimeout(connect)
            .setConnectionKeepAlive(TimeValue.ofMilliseconds(millis(settings.keepAlive())))
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(requests)
        .setRetryStrategy(new RetryOnce())
        .setUserAgent("gateway")
        .disableCookieManagement()
        .disableAuthCaching()
        .disableRedirectHandling()
        .disableContentCompression()
        .build();
  }

  private static long millis(Duration duration) {
    return duration.toMilliseconds();
  }
}
