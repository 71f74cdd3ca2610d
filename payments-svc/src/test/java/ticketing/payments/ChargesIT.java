package ticketing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ticketing.chassis.testing.RestClient;
import ticketing.contracts.CancelReason;
import ticketing.contracts.ChargeStatus;
import ticketing.contracts.ChargeStep;
import ticketing.contracts.ErrorCode;
import ticketing.contracts.Page;
import ticketing.contracts.payments.ChargeDetailRepresentation;

/** What admins see of charges; what they give back: {@link RefundIT}. */
class ChargesIT {

  private final PaymentsServer payments = PaymentsServer.shared();
  private final RestClient admin = payments.asAdmin();

  @Test
  void findsByIdsOrderBuyerStateAndTimeAPageAtATime() {
    var first = declined(Purchase.of(payments));
    var second = declined(first.another());
    var third = declined(first.another());
    String buyers = "buyerId=" + first.buyerId();
    assertThat(found(buyers))
        .containsExactly(third.chargeId(), second.chargeId(), first.chargeId());
    assertThat(found("ids=" + first.chargeId() + "&ids=" + third.chargeId()))
        .containsExactly(third.chargeId(), first.chargeId());
    assertThat(found("orderIds=" + second.orderId())).containsExactly(second.chargeId());
    assertThat(found(buyers + "&status=FAILED")).hasSize(3);
    assertThat(found(buyers + "&status=COMPLETED")).isEmpty();
    assertThat(found(buyers + "&step=FAILED")).hasSize(3);
    assertThat(found(buyers + "&step=FAILED&status=CREATED")).isEmpty();
    var charge = list("ids=" + first.chargeId()).items().getFirst().node();
    assertThat(charge.buyerId()).isEqualTo(first.buyerId());
    assertThat(charge.orderId()).isEqualTo(first.orderId());
    assertThat(charge.status()).isEqualTo(ChargeStatus.FAILED);
    assertThat(charge.failureCode()).isNotEmpty();
    assertThat(charge.amount().amount()).isEqualTo(1500);
    assertThat(found(buyers + "&from=" + charge.createdAt())).hasSize(3);
    assertThat(found(buyers + "&to=" + charge.createdAt())).isEmpty();
    assertThat(found(buyers + "&to=" + charge.createdAt().plusMillis(1)))
        .contains(first.chargeId());
    var page = list(buyers + "&first=2");
    assertThat(ids(page)).containsExactly(third.chargeId(), second.chargeId());
    assertThat(found(buyers + "&first=2&after=" + page.next())).containsExactly(first.chargeId());
  }

  @Test
  void listsWhatIsHeldOldestFirst() {
    var older = authorized();
    var newer = authorized();
    assertThat(holds()).containsSubsequence(older.chargeId(), newer.chargeId());
    older.cancelled(CancelReason.BY_BUYER).awaitStep(ChargeStep.FAILED);
    newer.fenced().awaitStep(ChargeStep.COMPLETED);
    assertThat(holds()).doesNotContain(older.chargeId(), newer.chargeId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/charges", "/admin/charges/holds"})
  void isForAdminsAlone(String path) {
    assertThat(payments.as(UUID.randomUUID()).get(path).code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(payments.signedOut().get(path).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @CsvSource({
    "ids,one",
    "orderIds,one",
    "buyerId,me",
    "status,PAID",
    "step,LOST",
    "from,yesterday",
    "to,2026-13-01T00:00:00Z",
    "first,0",
    "first,101",
    "after,rubbish"
  })
  void namesTheParameterThatIsWrong(String name, String value) {
    assertNamed("/admin/charges?" + name + "=" + value, name);
    if (name.equals("first") || name.equals("after")) {
      assertNamed("/admin/charges/holds?" + name + "=" + value, name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "+1000000000-01-01T00:00:00Z"})
  void namesACursorThatIsNoPlace(String time) {
    byte[] text = (time + "/" + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    assertNamed("/admin/charges?after=" + cursor, "after");
  }

  private void assertNamed(String path, String parameter) {
    var reply = admin.get(path);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(parameter)).isNotEmpty();
  }

  private Purchase authorized() {
    var purchase = Purchase.of(payments);
    var unused = purchase.paying("pm_card_visa");
    purchase.awaitStep(ChargeStep.AUTHORIZED);
    return purchase;
  }

  private static Purchase declined(Purchase purchase) {
    var unused = purchase.paying("pm_card_chargeDeclined");
    purchase.awaitStep(ChargeStep.FAILED);
    return purchase;
  }

  /** All of them, two at a time. */
  private List<UUID> holds() {
    List<UUID> ids = new ArrayList<>();
    Instant last = Instant.MIN;
    @Nullable String after = null;
    do {
      String path = "/admin/charges/holds?first=2" + (after == null ? "" : "&after=" + after);
      Page<ChargeDetailRepresentation> page = admin.get(path).as(new TypeReference<>() {});
      for (var item : page.items()) {
        assertThat(item.node().createdAt()).isAfterOrEqualTo(last);
        last = item.node().createdAt();
        ids.add(item.node().id());
      }
      after = page.next();
    } while (after != null);
    return ids;
  }

  private List<UUID> found(String query) {
    return ids(list(query));
  }

  private Page<ChargeDetailRepresentation> list(String query) {
    return admin.get("/admin/charges?" + query).as(new TypeReference<>() {});
  }

  private static List<UUID> ids(Page<ChargeDetailRepresentation> page) {
    return page.items().stream().map(item -> item.node().id()).toList();
  }
}
