package ticketing.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Server-sent events as graphql-sse's distinct connections mode has them
 * (https://github.com/enisdenjo/graphql-sse/blob/v2.6.1/PROTOCOL.md#distinct-connections-mode).
 */
final class EventStream {

  private static final byte[] NEXT = "event: next\ndata: ".getBytes(US_ASCII);
  private static final byte[] END = "\n\n".getBytes(US_ASCII);
  // With data, else browsers' EventSource would not tell of it.
  private static final byte[] COMPLETE = "event: complete\ndata: \n\n".getBytes(US_ASCII);
  private static final byte[] COMMENT = ":\n\n".getBytes(US_ASCII);

  private final OutputStream out;
  private volatile boolean writing;
  private volatile long since;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /**
   * @param answer JSON, in one line
   */
  void next(byte[] answer) throws IOException {
    write(NEXT, answer, END);
  }

  void complete() throws IOException {
    write(COMPLETE);
  }

  void keepAlive() throws IOException {
    write(COMMENT);
  }

  /** Whether what is written was not taken for so long. */
  boolean isStuck(Duration limit) {
    return writing && System.nanoTime() - since > limit.toNanos();
  }

  private void write(byte[]... parts) throws IOException {
    since = System.nanoTime();
    writing = true;
    for (byte[] part : parts) {
      out.write(part);
    }
    out.flush();
    writing = false;
  }
}
