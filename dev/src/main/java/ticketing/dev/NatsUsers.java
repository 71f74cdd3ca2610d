package ticketing.dev;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ticketing.contracts.access.NatsPermissions;
import ticketing.contracts.access.ServiceAccess;

/**
 * The users of a nats-server: each service with its own subjects alone, and an operator with all.
 */
final class NatsUsers {
  static final String OPERATOR = "operator";

  private final Secrets passwords;

  private NatsUsers(Secrets passwords) {
    this.passwords = passwords;
  }

  /** With the passwords kept in the folder, made up when there are none. */
  static NatsUsers in(Path folder) {
    return new NatsUsers(new Secrets(folder.resolve("passwords")));
  }

  String password(String user) {
    return passwords.of(user);
  }

  String operatorUrl(int port) {
    return "nats://%s:%s@127.0.0.1:%d".formatted(OPERATOR, password(OPERATOR), port);
  }

  /** The server's configuration, with the passwords in it. */
  String configuration() {
    var operator = user(OPERATOR, new NatsPermissions(List.of(">"), List.of(">")));
    var services =
        Arrays.stream(ServiceAccess.values())
            .map(access -> user(access.id(), NatsPermissions.of(access)));
    return Stream.concat(services, Stream.of(operator))
        .collect(Collectors.joining("\n", "authorization { users: [\n", "\n] }\n"));
  }

  private String user(String name, NatsPermissions permissions) {
    return "{ user: \"%s\", password: \"%s\", permissions: { publish: [%s], subscribe: [%s] } }"
        .formatted(
            name, password(name), quoted(permissions.publish()), quoted(permissions.subscribe()));
  }

  private static String quoted(List<String> subjects) {
    return subjects.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
  }
}
