package ticketing.planted;

import java.util.concurrent.ExecutorService;

final class BreaksFutureReturnValueIgnored {

  void run(ExecutorService executor, Runnable task) {
    executor.submit(task);
  }
}
