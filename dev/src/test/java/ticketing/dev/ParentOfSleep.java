package ticketing.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A JVM with one child, whose process id it prints; for tests that kill it. */
final class ParentOfSleep {
  private ParentOfSleep() {}

  public static void main(String[] args) throws InterruptedException {
    var sleep =
        new Program(
            "sleep", List.of("sleep", "600"), Map.of(), Path.of(args[0]), () -> true, Signal.TERM);
    System.out.println(Child.start(sleep, line -> {}).pid());
    new CountDownLatch(1).await();
  }
}
