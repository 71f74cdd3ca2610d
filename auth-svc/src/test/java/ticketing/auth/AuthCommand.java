package ticketing.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ticketing.dev.Build;
import ticketing.dev.LocalPostgres;

/** A command, as a process of its own that knows of no NATS, on the database of instances. */
record AuthCommand(String name, LocalPostgres.Database database) {

  static final String NOBODY_LISTENS = "127.0.0.1:1";

  record Ended(int exit, String said) {}

  Ended run(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  Ended run(Map<String, String> environment, String... arguments) throws Exception {
    var command =
        new ArrayList<>(Build.find().java("auth-svc", AuthApplication.class.getName(), name));
    command.addAll(List.of(arguments));
    var told = new HashMap<String, String>();
    told.put("DATABASE_URL", database.url());
    told.put("DATABASE_USER", database.user());
    told.put("DATABASE_PASSWORD", database.password());
    told.put("NATS_URL", "nats://" + NOBODY_LISTENS);
    told.putAll(environment);
    Path output = Files.createTempFile(name, ".txt");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(told);
    Process process = builder.redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), Files.readString(output));
  }
}
