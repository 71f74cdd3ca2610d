package ticketing.chassis.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import java.io.IOException;

/**
 * Reads what an answer left unread of its request's body, up to 1 MiB, so that the connection can
 * serve the next request. Where more comes it says that the connection ends: Jetty closes it, and
 * the caller's next request would be lost on it. A body whose length nobody told may never end: of
 * it nothing is waited for. Public, as Jersey makes it.
 */
public final class UnreadBodies implements ContainerResponseFilter {

  private static final long READ_ON = 1L << 20;

  private final HttpServletRequest http;

  public UnreadBodies(@Context HttpServletRequest http) {
    this.http = http;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!isReadToItsEnd()) {
      response.getHeaders().putSingle("Connection", "close");
    }
  }

  private boolean isReadToItsEnd() {
    try {
      ServletInputStream body = http.getInputStream();
      boolean mayNeverEnd = http.getHeader("Transfer-Encoding") != null;
      var unused = body.skip(mayNeverEnd ? Math.min(READ_ON, body.available()) : READ_ON);
      return body.isFinished();
    } catch (IOException e) {
      // The caller hung up.
      return false;
    }
  }
}
