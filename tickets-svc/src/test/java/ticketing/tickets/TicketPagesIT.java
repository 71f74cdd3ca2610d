package ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ticketing.chassis.events.EventLog;
import ticketing.chassis.testing.TestDatabase;
import ticketing.contracts.Page;
import ticketing.contracts.TicketStatus;
import ticketing.contracts.tickets.TicketRepresentation;

/** Pages while rows come and go, by chance. */
class TicketPagesIT {

  private static final int ROUNDS = 4;
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static Jdbi jdbi;
  private static TicketService service;

  /** The ways to page. */
  enum Pages {
    LIST,
    SEARCH,
    BY_SELLER;

    Page<TicketRepresentation> of(UUID seller, int first, @Nullable String after) {
      return switch (this) {
        case LIST -> service.list(null, TicketStatus.AVAILABLE, seller, first, after);
        case SEARCH -> service.list("opera", TicketStatus.AVAILABLE, seller, first, after);
        case BY_SELLER -> service.bySellers(List.of(seller), first, after).getFirst().tickets();
      };
    }
  }

  @BeforeAll
  static void open() {
    jdbi = TestDatabase.fresh().jdbi();
    service = new TicketService(jdbi, new EventLog(() -> {}), InstantSource.fixed(NOON));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsThereAllTheTimeComesOnceAndNothingTwice(Pages pages) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed + ROUNDS * pages.ordinal());
      UUID seller = new UUID(random.nextLong(), seed);
      List<UUID> present = new ArrayList<>(insert(seller, random.nextInt(20), random));
      Set<UUID> throughout = new HashSet<>(present);
      int first = 1 + random.nextInt(5);
      List<UUID> seen = new ArrayList<>();
      @Nullable String after = null;
      do {
        Page<TicketRepresentation> page = pages.of(seller, first, after);
        page.items().forEach(item -> seen.add(item.node().id()));
        assertThat(page.items()).as("seed %s", seed).hasSizeLessThanOrEqualTo(first);
        after = page.next();
        present.addAll(insert(seller, random.nextInt(3), random));
        for (int n = random.nextInt(3); n > 0 && !present.isEmpty(); n--) {
          UUID gone = present.remove(random.nextInt(present.size()));
          throughout.remove(gone);
          jdbi.useHandle(handle -> handle.execute("delete from tickets where id = ?", gone));
        }
      } while (after != null);
      assertThat(seen).as("seed %s", seed).doesNotHaveDuplicates().containsAll(throughout);
    }
  }

  /** Older and newer than what is there, as transactions may commit late and clocks differ. */
  private static List<UUID> insert(UUID seller, int count, Random random) {
    List<UUID> ids = new ArrayList<>();
    jdbi.useTransaction(handle -> {
      var dao = handle.attach(TicketDao.class);
      for (int n = 0; n < count; n++) {
        long millis = NOON.toEpochMilli() + random.nextInt(1_000);
        var id = new UUID(millis << 16 | 0x7000 | random.nextInt(4), random.nextLong());
        String title = "opera ".repeat(1 + random.nextInt(3)) + "ballet ".repeat(random.nextInt(3));
        dao.insert(Ticket.create(id, seller, title.strip(), TicketsServer.PRICE, NOON).row());
        ids.add(id);
      }
    });
    return ids;
  }
}
