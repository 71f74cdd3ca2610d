package ticketing.dev.stripe;

import org.jspecify.annotations.Nullable;

/**
 * An answer of the {@link Workbench}.
 *
 * @param location where the browser goes on; null where it stays
 */
record Reply(int status, String type, String body, @Nullable String location) {

  static Reply html(String page) {
    return new Reply(200, "text/html; charset=utf-8", page, null);
  }

  static Reply text(int status, String text) {
    return new Reply(status, "text/plain; charset=utf-8", text + "\n", null);
  }

  static Reply json(int status, String json) {
    return new Reply(status, "application/json", json + "\n", null);
  }

  /** Sends the browser elsewhere after a form. */
  static Reply goTo(String location, String text) {
    return new Reply(303, "text/plain; charset=utf-8", text + "\n", location);
  }
}
