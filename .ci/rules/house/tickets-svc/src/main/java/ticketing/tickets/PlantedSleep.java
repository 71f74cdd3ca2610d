package ticketing.tickets;

import java.time.Duration;

// breaks: nobodySleeps
final class PlantedSleep {

  void rest() throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(1));
  }
}
