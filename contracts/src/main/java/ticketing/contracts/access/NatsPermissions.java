package ticketing.contracts.access;

import java.util.List;
import java.util.stream.Stream;
import ticketing.contracts.events.EventType;
import ticketing.contracts.events.Source;

/**
 * The subjects of a NATS user; all others are refused. Requests to JetStream are subjects too
 * (https://docs.nats.io/reference/reference-protocols/nats_api_reference).
 *
 * @param publish what it may publish to
 * @param subscribe what it may subscribe to: answers to its own requests, its sisters' calls, and
 *     the events that it follows
 */
public record NatsPermissions(List<String> publish, List<String> subscribe) {

  private static final String API = "$JS.API.";

  public NatsPermissions {
    publish = List.copyOf(publish);
    subscribe = List.copyOf(subscribe);
  }

  /** The service's. */
  public static NatsPermissions of(ServiceAccess access) {
    var publish =
        Stream.of(
                Stream.of(API + "INFO"),
                wakeUps(access),
                access.tells().stream().flatMap(NatsPermissions::own),
                access.hears().stream().flatMap(source -> durable(access, source)),
                access.broadcasts().stream().flatMap(NatsPermissions::broadcast))
            .flatMap(subjects -> subjects)
            .toList();
    var subscribe =
        Stream.of(
                Stream.of(inboxes(access.id()) + ">"),
                wakeUps(access),
                access.follows().stream().map(Source::subjects))
            .flatMap(subjects -> subjects)
            .toList();
    return new NatsPermissions(publish, subscribe);
  }

  /** What the subjects of a service's inboxes begin with: no service reads another's answers. */
  public static String inboxes(String service) {
    return "_INBOX." + service + ".";
  }

  /** By which an instance of the service lets the one that publishes its events look at once. */
  public static String wakes(String service) {
    return "relay." + service + ".wake";
  }

  private static Stream<String> wakeUps(ServiceAccess access) {
    return access.ownsDatabase() ? Stream.of(wakes(access.id())) : Stream.of();
  }

  private static Stream<String> own(Source source) {
    var requests =
        Stream.of(
                "STREAM.INFO.",
                "STREAM.CREATE.",
                "STREAM.UPDATE.",
                "STREAM.MSG.GET.",
                "DIRECT.GET.")
            .map(request -> API + request + source.stream());
    return Stream.concat(Stream.of(source.subjects()), requests);
  }

  private static Stream<String> durable(ServiceAccess access, Source source) {
    String name = source.stream() + "." + access.id() + "-" + source.id();
    return Stream.concat(
        Stream.of(
            API + "CONSUMER.CREATE." + name,
            // Of several kinds of event.
            API + "CONSUMER.DURABLE.CREATE." + name,
            // With one kind of event NATS wants it in the subject.
            API + "CONSUMER.CREATE." + name + ".>",
            "$JS.ACK." + name + ".>"),
        reading(name));
  }

  /** Names of such consumers are made up; their one kind of event is in the subject. */
  private static Stream<String> broadcast(EventType<?> type) {
    String any = type.source().stream() + ".*";
    return Stream.concat(
        Stream.of(API + "CONSUMER.CREATE." + any + "." + type.subjects()), reading(any));
  }

  private static Stream<String> reading(String consumer) {
    return Stream.of(API + "CONSUMER.INFO." + consumer, API + "CONSUMER.MSG.NEXT." + consumer);
  }
}
