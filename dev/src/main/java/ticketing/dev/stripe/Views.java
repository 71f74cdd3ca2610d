package ticketing.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's things as Stripe's API shows them. What is the same for all of a kind stands in
 * templates beside this class ({@code payment_intent.json} ...).
 *
 * @see <a href="https://github.com/stripe/openapi">Stripe's OpenAPI specification</a>
 */
final class Views {

  private static final ObjectNode INTENT = Json.template("payment_intent.json");
  private static final ObjectNode CHARGE = Json.template("charge.json");
  private static final ObjectNode REFUND = Json.template("refund.json");
  private static final ObjectNode METHOD = Json.template("payment_method.json");

  private Views() {}

  static ObjectNode of(Entity entity) {
    return switch (entity) {
      case Intent intent -> intent(intent);
      case Charge charge -> charge(charge);
      case PaymentMethod method -> method(method);
      case Refund refund -> refund(refund);
      case Event event -> event(event);
      case Delivery delivery -> delivery(delivery);
    };
  }

  private static ObjectNode intent(Intent intent) {
    var terms = intent.terms();
    var view =
        INTENT
            .deepCopy()
            .put("id", intent.id())
            .put("amount", terms.amount())
            .put("amount_capturable", intent.amountCapturable())
            .put("amount_received", intent.amountReceived())
            .put("capture_method", Json.code(terms.captureMethod()))
            .put("client_secret", intent.clientSecret())
            .put("created", intent.created())
            .put("currency", terms.currency())
            .put("description", terms.description())
            .put("latest_charge", intent.latestCharge())
            .put("payment_method", intent.paymentMethod())
            .put("status", intent.status().code());
    view.set("metadata", metadata(intent.metadata()));
    var redirects = terms.redirects();
    if (redirects != null) {
      view.putObject("automatic_payment_methods")
          .put("allow_redirects", Json.code(redirects))
          .put("enabled", true);
    }
    var action = intent.nextAction();
    if (action != null) {
      view.set("next_action", nextAction(action));
    }
    var cancellation = intent.cancellation();
    if (cancellation != null) {
      var reason = cancellation.reason();
      view.put("canceled_at", cancellation.at())
          .put("cancellation_reason", reason == null ? null : Json.code(reason));
    }
    var failure = intent.lastFailure();
    if (failure != null) {
      view.set("last_payment_error", Errors.of(failure));
    }
    return view;
  }

  private static ObjectNode nextAction(Intent.NextAction action) {
    var view = Json.MAPPER.createObjectNode();
    if (action.returnUrl() == null) {
      view.put("type", "use_stripe_sdk")
          .putObject("use_stripe_sdk")
          .put("type", "three_d_secure_redirect")
          .put("stripe_js", action.url());
    } else {
      view.put("type", "redirect_to_url")
          .putObject("redirect_to_url")
          .put("return_url", action.returnUrl())
          .put("url", action.url());
    }
    return view;
  }

  private static ObjectNode charge(Charge charge) {
    var failure = charge.failure();
    var view =
        CHARGE
            .deepCopy()
            .put("id", charge.id())
            .put("amount", charge.amount())
            .put("amount_captured", charge.amountCaptured())
            .put("amount_refunded", charge.amountRefunded())
            .put("captured", charge.captured())
            .put("created", charge.created())
            .put("currency", charge.currency())
            .put("description", charge.description())
            .put("failure_code", failure == null ? null : failure.code())
            .put("failure_message", failure == null ? null : failure.message())
            .put("paid", charge.succeeded())
            .put("payment_intent", charge.intent())
            .put("payment_method", charge.method().id())
            .put("refunded", charge.amountRefunded() == charge.amount())
            .put("status", charge.succeeded() ? "succeeded" : "failed");
    view.set("metadata", metadata(charge.metadata()));
    view.withObject("outcome").setAll(outcome(failure));
    chargedCard(view.withObject("payment_method_details").withObject("card"), charge);
    return view;
  }

  private static void chargedCard(ObjectNode view, Charge charge) {
    var card = charge.method().card();
    card(view, card)
        .put("amount_authorized", charge.succeeded() ? charge.amount() : null)
        .put("network", card.brand());
    view.withObject("overcapture").put("maximum_amount_capturable", charge.amount());
    var authentication = card.authentication();
    if (authentication != null) {
      view.putObject("three_d_secure")
          .put("authentication_flow", Json.code(authentication))
          .put("electronic_commerce_indicator", "05")
          .putNull("exemption_indicator")
          .put("result", "authenticated")
          .putNull("result_reason")
          .put("transaction_id", Digest.of(charge.id()).substring(0, 32))
          .put("version", "2.2.0");
    }
    var captureBefore = charge.captureBefore();
    if (captureBefore != null) {
      view.put("capture_before", captureBefore);
    }
  }

  /** What the network said, and how Stripe tells it to the seller. */
  private static ObjectNode outcome(@Nullable CardError failure) {
    var outcome = Json.MAPPER.createObjectNode();
    if (failure == null) {
      return outcome
          .putNull("advice_code")
          .put("network_status", "approved_by_network")
          .putNull("reason")
          .put("risk_level", "normal")
          .put("seller_message", "Payment complete.")
          .put("type", "authorized");
    }
    boolean blocked = failure == CardError.FRAUDULENT;
    return outcome
        .put("advice_code", failure.advice())
        .put("network_status", blocked ? "not_sent_to_network" : "declined_by_network")
        .put("reason", blocked ? "highest_risk_level" : failure.declineCode())
        .put("risk_level", blocked ? "highest" : "normal")
        .put(
            "seller_message",
            blocked
                ? "Stripe blocked this payment as too risky."
                : "The bank returned the decline code `%s`.".formatted(failure.declineCode()))
        .put("type", blocked ? "blocked" : "issuer_declined");
  }

  private static ObjectNode refund(Refund refund) {
    var reason = refund.reason();
    var view =
        REFUND
            .deepCopy()
            .put("id", refund.id())
            .put("amount", refund.amount())
            .put("charge", refund.charge())
            .put("created", refund.created())
            .put("currency", refund.currency())
            .put("payment_intent", refund.intent())
            .put("payment_method", refund.method())
            .put("reason", reason == null ? null : Json.code(reason))
            .put("status", Json.code(refund.status()));
    view.set("metadata", metadata(refund.metadata()));
    return switch (refund.status()) {
      case PENDING -> view.put("pending_reason", "processing");
      case FAILED -> view.put("failure_reason", "expired_or_canceled_card");
      case SUCCEEDED -> view;
    };
  }

  private static ObjectNode event(Event event) {
    var view =
        Json.MAPPER
            .createObjectNode()
            .put("id", event.id())
            .put("object", "event")
            .put("api_version", Event.API_VERSION)
            .put("created", event.created());
    var data = view.putObject("data");
    data.set("object", Json.read(event.subject()));
    var previous = event.previous();
    if (previous != null) {
      data.set("previous_attributes", Json.read(previous));
    }
    view.put("livemode", false).put("pending_webhooks", 1).put("type", event.type());
    view.putObject("request")
        .put("id", event.request())
        .put("idempotency_key", event.idempotencyKey());
    return view;
  }

  private static ObjectNode delivery(Delivery delivery) {
    return Json.MAPPER
        .createObjectNode()
        .put("id", delivery.id())
        .put("event", delivery.event())
        .put("at", Instant.ofEpochMilli(delivery.at()).toString())
        .put("attempts", delivery.attempts());
  }

  private static ObjectNode method(PaymentMethod method) {
    var view = METHOD.deepCopy().put("id", method.id()).put("created", method.created());
    var card = card(view.withObject("card"), method.card());
    card.put("display_brand", method.card().brand());
    card.withObject("networks").withArray("available").add(method.card().brand());
    return view;
  }

  private static ObjectNode card(ObjectNode view, Card card) {
    if (card.cvcGiven()) {
      view.withObject("checks")
          .put("cvc_check", card.failure() == CardError.INCORRECT_CVC ? "fail" : "pass");
    }
    return view.put("brand", card.brand())
        .put("country", card.country())
        .put("exp_month", card.expMonth())
        .put("exp_year", card.expYear())
        .put("fingerprint", card.fingerprint())
        .put("funding", card.funding())
        .put("last4", card.last4());
  }

  private static ObjectNode metadata(Map<String, String> pairs) {
    var view = Json.MAPPER.createObjectNode();
    pairs.forEach(view::put);
    return view;
  }
}
