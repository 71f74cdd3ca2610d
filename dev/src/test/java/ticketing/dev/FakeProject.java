package ticketing.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/**
 * A project built as ours is, whose applications do no more than to serve: the root answers with
 * their environment, whatever they are asked.
 */
record FakeProject(Path root) {
  private static final String APPLICATION =
      """
      package %s;

      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      import java.util.TreeMap;

      public class %s {
        public static void main(String[] args) throws Exception {
          System.out.println("arguments " + String.join(" ", args));
          Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("drained")));
          serve("PORT", "/", new TreeMap<>(System.getenv()).toString());
        }

        private static void serve(String port, String path, String answer) throws Exception {
          var address = new InetSocketAddress(
              System.getenv("HOST"), Integer.parseInt(System.getenv(port)));
          var server = HttpServer.create(address, 50);
          server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, answer.getBytes().length);
            exchange.getResponseBody().write(answer.getBytes());
            exchange.close();
          });
          server.start();
        }
      }
      """;

  /** Makes one in an empty folder; its module dev is the real one. */
  static FakeProject in(Path root) throws IOException {
    copyDev(Build.find().module("dev"), root.resolve("dev"));
    for (var service : Service.values()) {
      application(root, service);
    }
    return new FakeProject(root);
  }

  Build build() {
    return new Build(root);
  }

  private static void copyDev(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("target"));
    for (var file : List.of("pom.xml", "target/classpath", "target/dev-0.1.0-SNAPSHOT.jar")) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
  }

  private static void application(Path root, Service service) throws IOException {
    var target = Files.createDirectories(root.resolve(service.module).resolve("target"));
    Files.writeString(target.resolve("classpath"), "");
    var dot = service.main.lastIndexOf('.');
    var packageName = service.main.substring(0, dot);
    var name = service.main.substring(dot + 1);
    var source = target.resolve(name + ".java");
    Files.writeString(source, APPLICATION.formatted(packageName, name));
    compile(source, target);
    var jar = target.resolve(service.module + "-0.1.0-SNAPSHOT.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var classes = Files.walk(target)) {
      classes
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(file -> add(out, target.relativize(file).toString(), file));
    }
  }

  private static void compile(Path source, Path target) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, null, null, "-d", target.toString(), source.toString()) != 0) {
      throw new IllegalStateException(source + " does not compile");
    }
  }

  private static void add(JarOutputStream jar, String name, Path file) {
    try {
      jar.putNextEntry(new JarEntry(name));
      Files.copy(file, jar);
      jar.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
