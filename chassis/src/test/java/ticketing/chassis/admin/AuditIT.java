package ticketing.chassis.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ticketing.chassis.auth.Caller;
import ticketing.chassis.testing.TestDatabase;
import ticketing.contracts.Page;
import ticketing.contracts.admin.AuditRepresentation;
import ticketing.contracts.admin.ReasonRequest;

class AuditIT {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static Jdbi jdbi;
  private static Audit audit;

  private final Caller admin = admin();

  @BeforeAll
  static void open() {
    jdbi = TestDatabase.fresh().jdbi();
    audit = new Audit(jdbi, InstantSource.fixed(NOON));
  }

  @Test
  void saysWhoDidWhatWhenAndWhy() {
    jdbi.useTransaction(
        handle -> write(handle, admin, "thing.break", "thing 1", " as it was red "));
    assertThat(audit.list(admin.userId(), null, null, 10, null).items())
        .extracting(Page.Item::node)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
        .containsExactly(
            new AuditRepresentation(
                0, admin.userId(), "thing.break", "thing 1", "as it was red", NOON));
  }

  @Test
  void holdsNothingOfAnActionThatFailed() {
    assertThatThrownBy(() ->
            jdbi.useTransaction(handle -> {
              write(handle, admin, "thing.break", "thing 1", "as it was red");
              throw new IllegalStateException("it did not break");
            }))
        .hasMessage("it did not break");
    assertThat(audit.list(admin.userId(), null, null, 10, null).items()).isEmpty();
  }

  @Test
  void isReadAPageAtATimeNewestFirstByWhatIsAskedFor() {
    jdbi.useTransaction(handle -> {
      for (int n = 0; n < 5; n++) {
        write(handle, admin, "thing.break", "thing " + n, "again");
        write(handle, admin, "thing.mend", "thing " + n, "again");
        write(handle, admin(), "thing.break", "thing " + n, "again");
      }
    });
    assertThat(subjects(admin.userId(), "thing.break", null))
        .containsExactly("thing 4", "thing 3", "thing 2", "thing 1", "thing 0");
    assertThat(subjects(admin.userId(), null, null)).hasSize(10);
    assertThat(subjects(admin.userId(), null, "thing 2")).hasSize(2);
    assertThat(subjects(admin.userId(), "thing.mend", "thing 2")).hasSize(1);
    assertThat(subjects(admin.userId(), "thing.paint", null)).isEmpty();
  }

  /** Of all pages of two. */
  private static List<String> subjects(UUID who, @Nullable String what, @Nullable String subject) {
    var subjects = new ArrayList<String>();
    @Nullable String after = null;
    do {
      Page<AuditRepresentation> page = audit.list(who, what, subject, 2, after);
      page.items().forEach(item -> subjects.add(item.node().subject()));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
      after = page.next();
    } while (after != null);
    return subjects;
  }

  private static void write(Handle handle, Caller who, String what, String subject, String reason) {
    audit.write(handle, who, what, subject, new ReasonRequest(reason));
  }

  private static Caller admin() {
    return new Caller(UUID.randomUUID(), UUID.randomUUID(), Caller.ADMIN);
  }
}
