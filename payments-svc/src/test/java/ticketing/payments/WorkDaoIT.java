package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ticketing.chassis.testing.TestDatabase;
import ticketing.payments.WorkDao.Work;

/** Who may work at a charge, and when. */
class WorkDaoIT {

  private static final Jdbi JDBI = TestDatabase.fresh().jdbi();

  private final UUID charge = UUID.randomUUID();
  private final WorkDao dao = JDBI.onDemand(WorkDao.class);

  @BeforeEach
  void nothingToDo() {
    JDBI.useHandle(handle -> handle.execute("delete from charge_work"));
  }

  @Test
  void aChargeIsLeasedOnceForSomeSeconds() {
    dao.lookNow(charge);
    assertThat(dao.lease(10)).containsExactly(new Work(charge, 1, 0, 0));
    assertThat(dao.lease(10)).isEmpty();
    assertThat(leaseLeft()).isBetween(2.0, 6.0);
  }

  @Test
  void noMoreAreLeasedThanThereAreHandsFor() {
    muchToDo(200);
    assertThat(dao.lease(3)).hasSize(3);
    // So that the planner knows how many there are.
    JDBI.useHandle(handle -> handle.execute("analyze charge_work"));
    assertThat(dao.lease(7)).hasSize(7);
    assertThat(dao.lease(200)).hasSize(190);
  }

  @Test
  void instancesThatLeaseAtOnceGetDifferentCharges() throws Exception {
    muchToDo(100);
    var begin = new CountDownLatch(1);
    List<Future<List<Work>>> instances = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        instances.add(
            threads.submit(() -> {
              begin.await();
              return dao.lease(20);
            }));
      }
      begin.countDown();
    }
    List<Work> leased = new ArrayList<>(dao.lease(100));
    for (Future<List<Work>> instance : instances) {
      leased.addAll(instance.get());
    }
    assertThat(leased).extracting(Work::chargeId).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void whatWasLeftUndoneIsFoundWhenItsLeaseIsOver() {
    var undone = lease();
    endLease();
    assertThat(dao.lease(10)).containsExactly(new Work(charge, undone.lease() + 1, 0, 0));
  }

  @Test
  void whatWasLeftUndoneComesBeforeWhatWaitsForLess() {
    var undone = lease();
    endLease();
    muchToDo(10);
    assertThat(dao.lease(1)).extracting(Work::chargeId).containsExactly(undone.chargeId());
  }

  @Test
  void whoIsLateChangesNothingOfTheNextOnesLease() {
    var late = lease();
    endLease();
    var next = dao.lease(10).getFirst();
    assertThat(dao.extend(charge, late.lease())).isFalse();
    dao.leave(charge, late.lease(), 0L);
    assertThat(dao.lease(10)).isEmpty();
    assertThat(dao.extend(charge, next.lease())).isTrue();
  }

  @Test
  void aLeaseBeginsAnewWhenItIsExtended() {
    var work = lease();
    endLease();
    assertThat(dao.extend(charge, work.lease())).isTrue();
    assertThat(dao.lease(10)).isEmpty();
  }

  @Test
  void leasesThatDidNotEndAreExtendedTogether() {
    var work = lease();
    JDBI.useHandle(handle ->
        handle.execute("update charge_work set lease_until = now() + interval '2 seconds'"));
    dao.extend(List.of(work, new Work(UUID.randomUUID(), 1, 0, 0)));
    assertThat(leaseLeft()).isBetween(2.1, 6.0);
  }

  @Test
  void aLeaseThatEndedIsNotExtendedWithOthers() {
    var work = lease();
    endLease();
    dao.extend(List.of(work));
    assertThat(dao.lease(10)).hasSize(1);
    dao.leave(charge, work.lease() + 1, null);
    dao.extend(List.of(new Work(charge, work.lease() + 1, 0, 0)));
    dao.lookNow(charge);
    assertThat(dao.lease(10)).hasSize(1);
  }

  @Test
  void aChargeRestsAsLongAsItIsLeftFor() {
    leave(60_000L);
    assertThat(dao.lease(10)).isEmpty();
    JDBI.useHandle(handle ->
        handle.execute("update charge_work set look_at = look_at - interval '60 seconds'"));
    assertThat(dao.lease(10)).hasSize(1);
  }

  @Test
  void aChargeThatIsLeftForGoodIsLookedAtOnlyWhenSomethingIsHeard() {
    leave(null);
    assertThat(dao.lease(10)).isEmpty();
    dao.lookNow(charge);
    assertThat(dao.lease(10)).hasSize(1);
  }

  @Test
  void whatIsHeardWhileSomebodyIsAtItIsLookedAtAfter() {
    var work = lease();
    dao.lookNow(charge);
    assertThat(dao.lease(10)).isEmpty();
    dao.leave(charge, work.lease(), 60_000L);
    var again = dao.lease(10).getFirst();
    dao.lookNow(charge);
    dao.leave(charge, again.lease(), null);
    assertThat(dao.lease(10)).hasSize(1);
  }

  @Test
  void answersAndFailuresAreCounted() {
    lease();
    dao.count(charge, 0, false);
    dao.count(charge, 1, false);
    endLease();
    assertThat(dao.lease(10)).containsExactly(new Work(charge, 2, 1, 2));
    dao.count(charge, 1, true);
    endLease();
    assertThat(dao.lease(10)).containsExactly(new Work(charge, 3, 2, 0));
    dao.count(charge, 0, false);
    dao.lookNow(charge);
    endLease();
    assertThat(dao.lease(10)).containsExactly(new Work(charge, 4, 2, 0));
  }

  private static void muchToDo(int charges) {
    JDBI.useHandle(handle ->
        handle.execute(
            """
            insert into charge_work (charge_id, look_at)
            select gen_random_uuid(), now() from generate_series(1, ?)
            """,
            charges));
  }

  private Work lease() {
    dao.lookNow(charge);
    return dao.lease(10).getFirst();
  }

  private void leave(@Nullable Long millis) {
    dao.leave(charge, lease().lease(), millis);
  }

  private static void endLease() {
    JDBI.useHandle(handle ->
        handle.execute("update charge_work set lease_until = now() - interval '1 millisecond'"));
  }

  /** In seconds. */
  private static double leaseLeft() {
    return JDBI.withHandle(handle ->
        handle
            .createQuery("select extract(epoch from lease_until - now()) from charge_work")
            .mapTo(Double.class)
            .one());
  }
}
