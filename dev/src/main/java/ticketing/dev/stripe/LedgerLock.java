package ticketing.dev.stripe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One stand-in at a time has a ledger's folder. */
final class LedgerLock {

  private LedgerLock() {}

  /** Until the channel is closed. */
  static FileChannel take(Path folder) throws IOException {
    var channel =
        FileChannel.open(
            folder.resolve("ledger.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!tryLock(channel)) {
      channel.close();
      throw new IllegalStateException("Another Stripe stand-in has the ledger in " + folder);
    }
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
