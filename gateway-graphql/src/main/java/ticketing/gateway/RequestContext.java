package ticketing.gateway;

import graphql.schema.DataFetchingEnvironment;
import io.dropwizard.util.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.observe.Trace;

/** What a request carries to every service, and the time it has left. One request, one of it. */
final class RequestContext {

  private volatile Credential credential;
  private final Trace trace;
  private final String address;
  private final Duration allowed;
  private final @Nullable Look look;
  private final Map<Throwable, String> logged = new IdentityHashMap<>();
  private volatile long deadline;
  private volatile @Nullable SessionCookie cookie;

  /**
   * @param credential who asks
   * @param trace where all that is done for it belongs
   * @param address the caller's IP address, as the gateway sees it
   * @param allowed how long all reads may take together
   */
  RequestContext(Credential credential, Trace trace, String address, Duration allowed) {
    this(credential, trace, address, allowed, null);
  }

  /**
   * @param look of the subscription that asks; null where none does
   */
  RequestContext(
      Credential credential, Trace trace, String address, Duration allowed, @Nullable Look look) {
    this.credential = credential;
    this.trace = trace;
    this.address = address;
    this.allowed = allowed;
    this.look = look;
    startClock();
  }

  static RequestContext of(DataFetchingEnvironment env) {
    return Objects.requireNonNull(env.getGraphQlContext().get(RequestContext.class));
  }

  /** Gives what is read after a mutation the whole time again: mutations have their own. */
  void startClock() {
    deadline = System.nanoTime() + allowed.toNanoseconds();
  }

  /** What is left for reads, in milliseconds; negative when it is over. */
  long millisLeft() {
    return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
  }

  boolean signedIn() {
    return !(credential instanceof Credential.None);
  }

  Credential credential() {
    return credential;
  }

  /** What the caller's browser is to keep; the latest counts. */
  synchronized void answerWith(SessionCookie next) {
    cookie = next;
  }

  /**
   * The caller's cookie is of no use: they are signed out from here on, and their browser forgets
   * it, unless it has got a new one.
   */
  synchronized void forgetCookie() {
    credential = new Credential.None();
    if (cookie == null) {
      cookie = SessionCookie.REMOVED;
    }
  }

  @Nullable SessionCookie cookie() {
    return cookie;
  }

  @Nullable Look look() {
    return look;
  }

  Trace trace() {
    return trace;
  }

  /** RFC 7239: an IPv6 address stands in brackets and quotes. */
  String forwarded() {
    return address.contains(":") ? "for=\"[" + address + "]\"" : "for=" + address;
  }

  /** The id that a failure was logged with; one that answers many fields is logged once. */
  String loggedAs(Throwable failure, Function<Throwable, String> log) {
    // On whichever thread that is noticed.
    try (var within = trace.enter()) {
      return logged(failure, log);
    }
  }

  private synchronized String logged(Throwable failure, Function<Throwable, String> log) {
    return logged.computeIfAbsent(failure, log);
  }
}
