package ticketing.dev.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static ticketing.dev.stripe.Seller.assertRead;
import static ticketing.dev.stripe.Seller.key;
import static ticketing.dev.stripe.Seller.order;
import static ticketing.dev.stripe.Seller.refused;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.ChargeRetrieveParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.RefundRetrieveParams;
import com.stripe.service.RefundService;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Captured money that goes back. */
class StandInRefundsIT {

  @RegisterExtension private static final OwnStandIn STAND_IN = new OwnStandIn();

  private final Seller seller = STAND_IN.seller();
  private final Developer developer = STAND_IN.developer();

  @Test
  void allGoesBack() throws StripeException {
    var paid = paid("pm_card_visa");
    var params =
        of(paid)
            .setReason(RefundCreateParams.Reason.REQUESTED_BY_CUSTOMER)
            .putMetadata("charge", "9")
            .build();
    var refund = refunds().create(params, key("r" + paid.getId()));
    assertRead(refund);
    assertThat(refund.getStatus()).isEqualTo("succeeded");
    assertThat(refund.getAmount()).isEqualTo(1500);
    assertThat(refund.getPaymentIntent()).isEqualTo(paid.getId());
    assertThat(refund.getCharge()).isEqualTo(paid.getLatestCharge());
    assertThat(refund.getReason()).isEqualTo("requested_by_customer");
    assertThat(refund.getMetadata()).isEqualTo(Map.of("charge", "9"));
    assertThat(refunds().create(params, key("r" + paid.getId()))).isEqualTo(refund);
    assertThat(refunds().retrieve(refund.getId())).isEqualTo(refund);

    var charge = seller.charge(paid);
    assertRead(charge);
    assertThat(charge.getRefunded()).isTrue();
    assertThat(charge.getAmountRefunded()).isEqualTo(1500);
    assertThat(charge.getAmountCaptured()).isEqualTo(1500);
    assertThat(charge.getRefunds()).isNull();
    assertThat(seller.retrieve(paid).getStatus()).isEqualTo("succeeded");
    assertThat(seller.retrieve(paid).getAmountReceived()).isEqualTo(1500);

    var again = refused(() -> refunds().create(of(paid).build()));
    assertThat(again.getStatusCode()).isEqualTo(400);
    assertThat(again.getCode()).isEqualTo("charge_already_refunded");
  }

  @Test
  void partsGoBackUntilNothingIsLeft() throws StripeException {
    var held = seller.held();
    var part = PaymentIntentCaptureParams.builder().setAmountToCapture(1000L).build();
    var paid = seller.intents().capture(held.getId(), part);
    var first = refunds().create(of(paid).setAmount(300L).build());
    assertThat(first.getAmount()).isEqualTo(300);
    var charge = seller.charge(paid);
    assertThat(charge.getAmountRefunded()).as("300, and what was not captured").isEqualTo(800);
    assertThat(charge.getRefunded()).isFalse();

    var tooMuch = refused(() -> refunds().create(of(paid).setAmount(701L).build()));
    assertThat(tooMuch.getParam()).isEqualTo("amount");
    assertThat(tooMuch.getMessage()).contains("greater than unrefunded amount");
    var byCharge = RefundCreateParams.builder().setCharge(charge.getId()).build();
    var rest = refunds().create(byCharge);
    assertThat(rest.getAmount()).isEqualTo(700);
    assertThat(seller.charge(paid).getRefunded()).isTrue();

    var ofIntent = RefundListParams.builder().setPaymentIntent(paid.getId()).build();
    var list = refunds().list(ofIntent);
    assertRead(list);
    assertThat(list.getData()).containsExactly(rest, first);
    var ofCharge = RefundListParams.builder().setCharge(charge.getId()).setLimit(1L).build();
    assertThat(refunds().list(ofCharge).getData()).containsExactly(rest);
    assertThat(refunds().list(ofCharge).getHasMore()).isTrue();
  }

  @Test
  void refundsAreShownWhereTheyAreAskedFor() throws StripeException {
    var paid = paid("pm_card_visa");
    var refund = refunds().create(of(paid).addExpand("charge.refunds").build());
    assertRead(refund);
    assertThat(refund.getChargeObject().getAmountRefunded()).isEqualTo(1500);
    assertThat(refund.getChargeObject().getRefunds().getData())
        .extracting(Refund::getId)
        .containsExactly(refund.getId());

    var intent =
        seller
            .intents()
            .retrieve(
                paid.getId(),
                PaymentIntentRetrieveParams.builder().addExpand("latest_charge.refunds").build());
    assertRead(intent);
    assertThat(refundsOf(intent.getLatestChargeObject())).containsExactly(refund.getId());
    var charge =
        seller
            .stripe()
            .v1()
            .charges()
            .retrieve(
                paid.getLatestCharge(),
                ChargeRetrieveParams.builder().addExpand("refunds.data.payment_intent").build());
    assertRead(charge);
    assertThat(charge.getRefunds().getData().getFirst().getPaymentIntentObject())
        .isEqualTo(seller.retrieve(paid));
    var list =
        seller
            .intents()
            .list(
                PaymentIntentListParams.builder().addExpand("data.latest_charge.refunds").build());
    assertRead(list);
    assertThat(list.getData())
        .filteredOn(PaymentIntent::getId, paid.getId())
        .singleElement()
        .satisfies(found ->
            assertThat(refundsOf(found.getLatestChargeObject())).containsExactly(refund.getId()));
    var back = RefundRetrieveParams.builder().addExpand("payment_intent.latest_charge").build();
    assertThat(
            refunds()
                .retrieve(refund.getId(), back)
                .getPaymentIntentObject()
                .getLatestChargeObject()
                .getRefunded())
        .isTrue();
  }

  @Test
  void aPendingRefundSucceedsOrFails() throws StripeException {
    var paid = paid("pm_card_pendingRefund");
    var pending = refunds().create(of(paid).build());
    assertRead(pending);
    assertThat(pending.getStatus()).isEqualTo("pending");
    assertThat(seller.charge(paid).getAmountRefunded()).isEqualTo(1500);
    assertThat(developer.get("/").body())
        .contains("refund=%s&amp;answer=succeed".formatted(pending.getId()));
    assertThat(settle(pending, "succeed")).isEqualTo(200);
    assertThat(refunds().retrieve(pending.getId()).getStatus()).isEqualTo("succeeded");
    assertThat(settle(pending, "succeed")).isEqualTo(400);

    assertThat(settle(pending, "fail")).isEqualTo(200);
    var failed = refunds().retrieve(pending.getId());
    assertRead(failed);
    assertThat(failed.getStatus()).isEqualTo("failed");
    assertThat(failed.getFailureReason()).isEqualTo("expired_or_canceled_card");
    var charge = seller.charge(paid);
    assertThat(charge.getAmountRefunded()).isZero();
    assertThat(charge.getRefunded()).isFalse();
    assertThat(settle(pending, "succeed")).isEqualTo(400);

    assertThat(refunds().create(of(paid).build()).getStatus()).isEqualTo("pending");
    assertThat(settle(new Refund(), "fail")).isEqualTo(404);
  }

  @Test
  void aRefundCanSeemToHaveSucceeded() throws StripeException {
    var paid = paid("pm_card_refundFail");
    assertThat(refunds().create(of(paid).build()).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void nothingThatWasNotCapturedGoesBack() throws StripeException {
    var held = seller.held();
    var open = seller.open();
    for (var intent : new PaymentIntent[] {held, open}) {
      assertThat(refused(() -> refunds().create(of(intent).build())).getMessage())
          .startsWith(
              "This PaymentIntent (%s) does not have a successful charge to refund."
                  .formatted(intent.getId()));
    }
    seller.intents().cancel(held.getId());
    var ofCharge = RefundCreateParams.builder().setCharge(held.getLatestCharge()).build();
    assertThat(refused(() -> refunds().create(ofCharge)).getStatusCode()).isEqualTo(400);
    assertThat(refused(() -> refunds().create(RefundCreateParams.builder().build())).getCode())
        .isEqualTo("parameter_missing");
    var none = RefundCreateParams.builder().setPaymentIntent("pi_none").build();
    assertThat(refused(() -> refunds().create(none)).getCode()).isEqualTo("resource_missing");
    var zero = of(held).setAmount(0L).build();
    assertThat(refused(() -> refunds().create(zero)).getParam()).isEqualTo("amount");
    assertThat(refused(() -> refunds().retrieve("re_none")).getStatusCode()).isEqualTo(404);
  }

  private int settle(Refund refund, String answer) {
    var id = String.valueOf(refund.getId());
    return developer.post("/refunds", Map.of("refund", id, "answer", answer)).statusCode();
  }

  private RefundService refunds() {
    return seller.stripe().v1().refunds();
  }

  private static Iterable<String> refundsOf(Charge charge) {
    return charge.getRefunds().getData().stream().map(Refund::getId).toList();
  }

  private static RefundCreateParams.Builder of(PaymentIntent intent) {
    return RefundCreateParams.builder().setPaymentIntent(intent.getId());
  }

  private PaymentIntent paid(String card) throws StripeException {
    var held = seller.intents().create(order().setPaymentMethod(card).setConfirm(true).build());
    return seller.intents().capture(held.getId());
  }
}
