package ticketing.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.testing.TestDatabase;
import ticketing.contracts.Page;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.orders.OrderRepresentation;

/** Pages of a history that goes on meanwhile, by chance. */
class OrderPagesIT {

  private static final int ROUNDS = 4;
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static Jdbi jdbi;
  private static OrderService service;

  @BeforeAll
  static void open() {
    jdbi = TestDatabase.fresh().jdbi();
    service =
        new OrderService(
            jdbi, new EventLog(() -> {}), Duration.ofMinutes(15), true, InstantSource.fixed(NOON));
  }

  @Test
  void whatIsThereAllTheTimeComesOnceAndNothingTwice() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      var buyer = new Caller(new UUID(random.nextLong(), seed), UUID.randomUUID(), "user");
      List<UUID> throughout = insert(buyer.userId(), random.nextInt(20), random);
      int first = 1 + random.nextInt(5);
      List<UUID> seen = new ArrayList<>();
      @Nullable String after = null;
      do {
        Page<OrderRepresentation> page = service.history(buyer, null, first, after);
        page.items().forEach(item -> seen.add(item.node().id()));
        assertThat(page.items()).as("seed %s", seed).hasSizeLessThanOrEqualTo(first);
        after = page.next();
        var unused = insert(buyer.userId(), random.nextInt(3), random);
      } while (after != null);
      assertThat(seen).as("seed %s", seed).doesNotHaveDuplicates().containsAll(throughout);
    }
  }

  /** Older and newer than what is there, as transactions may commit late and clocks differ. */
  private static List<UUID> insert(UUID buyerId, int count, Random random) {
    List<UUID> ids = new ArrayList<>();
    jdbi.useTransaction(handle -> {
      var dao = handle.attach(OrderDao.class);
      for (int n = 0; n < count; n++) {
        long millis = NOON.toEpochMilli() + random.nextInt(1_000);
        var id = new UUID(millis << 16 | 0x7000 | random.nextInt(4), random.nextLong());
        var ticket =
            new TicketCopy(
                new UUID(random.nextLong(), n),
                new UUID(0, 1),
                1_500,
                "usd",
                TicketStatus.AVAILABLE,
                null,
                1);
        Order order =
            Order.create(id, buyerId, ticket, 1, null, Duration.ofMinutes(15), NOON).row();
        assertThat(dao.insert(order)).isTrue();
        ids.add(id);
      }
    });
    return ids;
  }
}
