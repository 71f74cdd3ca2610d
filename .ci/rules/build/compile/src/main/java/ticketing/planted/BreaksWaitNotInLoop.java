package ticketing.planted;

final class BreaksWaitNotInLoop {

  void run(Object lock) throws InterruptedException {
    synchronized (lock) {
      lock.wait();
    }
  }
}
