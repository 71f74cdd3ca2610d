package ticketing.gateway;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What a subscription has to do next. Holds the newest news alone, however many come. */
final class Mailbox {

  /** Why a subscription ends. */
  enum End {
    /** The session that it belongs to is over. */
    SESSION,
    /** The gateway stops; another one goes on. */
    STOP,
    /** Nobody reads it. */
    UNREAD
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable News news;
  private @Nullable End end;

  void put(News latest) {
    lock.lock();
    try {
      news = latest.after(news);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The first end counts. */
  void end(End why) {
    lock.lock();
    try {
      if (end == null) {
        end = why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Nullable End end() {
    lock.lock();
    try {
      return end;
    } finally {
      lock.unlock();
    }
  }

  /** The news, once there are some; null when there are none for so long, or it ends. */
  @Nullable News take(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (news == null && end == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      News taken = news;
      news = null;
      return end == null ? taken : null;
    } finally {
      lock.unlock();
    }
  }
}
