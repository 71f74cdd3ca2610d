package ticketing.orders;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

// breaks: testsDoNotSleep, testsAreNotDisabled
final class PlantedPauseTest {

  @Test
  @Disabled
  void rests() throws InterruptedException {
    Thread.sleep(1);
    TimeUnit.SECONDS.sleep(1);
  }
}
