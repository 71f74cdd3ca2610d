package ticketing.chassis.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses requests with a body over 64 KiB, told beforehand or not. A resource that reads the
 * stream itself minds the limit itself.
 */
final class BodyLimit implements ReaderInterceptor {

  private static final int MAX_BYTES = 64 * 1024;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getType() == InputStream.class) {
      return context.proceed();
    }
    if (toldLength(context) > MAX_BYTES) {
      throw tooLong();
    }
    byte[] body = context.getInputStream().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      throw tooLong();
    }
    context.setInputStream(new ByteArrayInputStream(body));
    return context.proceed();
  }

  private static ProblemException tooLong() {
    return ProblemException.badInput("body", "must be at most 64 KiB");
  }

  /** As the server has checked it; 0 if nobody told. */
  private static long toldLength(ReaderInterceptorContext context) {
    String told = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
    return told == null ? 0 : Long.parseLong(told);
  }
}
