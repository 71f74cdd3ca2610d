package ticketing.chassis.http;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Container;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers with every answer, Jetty's own errors included, to make nothing of it but what it
 * says it is. A resource that answers with a page sets its own Content-Security-Policy.
 */
final class SecurityHeaders implements HttpConfiguration.Customizer, LifeCycle.Listener {

  private static final HttpFields ALWAYS =
      HttpFields.build()
          .put("X-Content-Type-Options", "nosniff")
          .put("Referrer-Policy", "no-referrer")
          .put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
          .put("Cross-Origin-Resource-Policy", "same-origin")
          .asImmutable();

  // A year, https://www.rfc-editor.org/rfc/rfc6797#section-6.1.
  private static final HttpField OVER_TLS =
      new HttpField("Strict-Transport-Security", "max-age=31536000");

  private static final Pattern HTTPS = Pattern.compile("(?i)(^|[;,\\s])proto=\"?https\\b");

  @Override
  public void lifeCycleStarting(LifeCycle started) {
    if (started instanceof Server server) {
      for (Connector connector : server.getConnectors()) {
        connector.getConnectionFactories().stream()
            .flatMap(SecurityHeaders::unwrapped)
            .forEach(factory -> factory.getHttpConfiguration().addCustomizer(this));
      }
    }
  }

  static void addTo(HttpFields.Mutable headers) {
    for (HttpField field : ALWAYS) {
      // Two policies would both be kept to, so that of a resource stands alone.
      if (!headers.contains(field.getName())) {
        headers.add(field);
      }
    }
  }

  /** Dropwizard puts one that counts around Jetty's. */
  private static Stream<HttpConfiguration.ConnectionFactory> unwrapped(ConnectionFactory factory) {
    return factory instanceof HttpConfiguration.ConnectionFactory http
        ? Stream.of(http)
        : factory instanceof Container container
            ? container.getBeans(HttpConfiguration.ConnectionFactory.class).stream()
            : Stream.empty();
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable answer) {
    boolean secure = isSecure(request);
    // Not set here, where an error that comes later would take them away.
    request.addHttpStreamWrapper(stream -> new Answer(stream, secure));
    return request;
  }

  /** By its own telling, whoever's it is: it concerns nobody else. */
  private static boolean isSecure(Request request) {
    HttpFields headers = request.getHeaders();
    return request.isSecure()
        || headers.getValuesList(HttpHeader.X_FORWARDED_PROTO).contains("https")
        || headers.getValuesList(HttpHeader.FORWARDED).stream()
            .anyMatch(value -> HTTPS.matcher(value).find());
  }

  private static final class Answer extends HttpStream.Wrapper {

    private final boolean secure;

    Answer(HttpStream stream, boolean secure) {
      super(stream);
      this.secure = secure;
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.@Nullable Response response,
        boolean last,
        @Nullable ByteBuffer content,
        Callback callback) {
      super.send(request, response == null ? null : with(response), last, content, callback);
    }

    private MetaData.Response with(MetaData.Response response) {
      HttpFields.Mutable headers = HttpFields.build(response.getHttpFields());
      addTo(headers);
      if (secure) {
        headers.put(OVER_TLS);
      }
      return new MetaData.Response(
          response.getStatus(),
          response.getReason(),
          response.getHttpVersion(),
          headers,
          response.getContentLength(),
          response.getTrailersSupplier());
    }
  }
}
