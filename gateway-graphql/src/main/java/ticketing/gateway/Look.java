package ticketing.gateway;

import java.util.function.Consumer;

/** One look of a subscription at what it watches: one execution of its document. */
final class Look {

  private final SharedReads reads;
  private final Consumer<Topic> watch;
  private volatile int version = News.UNKNOWN;

  /**
   * @param watch told of what is watched before it is read
   */
  Look(SharedReads reads, Consumer<Topic> watch) {
    this.reads = reads;
    this.watch = watch;
  }

  SharedReads reads() {
    return reads;
  }

  void at(Topic topic) {
    watch.accept(topic);
  }

  void saw(int seen) {
    version = seen;
  }

  int version() {
    return version;
  }
}
