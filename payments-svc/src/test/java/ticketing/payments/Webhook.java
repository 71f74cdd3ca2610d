package ticketing.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ticketing.chassis.testing.RestClient;
import ticketing.chassis.testing.RestClient.Reply;

/** A webhook as Stripe sends it (https://docs.stripe.com/webhooks#verify-manually). */
record Webhook(String body) {

  private static final String PATH = "/webhooks/stripe";

  /** That something became of a payment intent, which stood so then. */
  static Webhook ofIntent(String intentId, String status) {
    return of(
        """
        {"id": "%s", "object": "payment_intent", "status": "%s", "amount": 1500, "metadata": {}}
        """
            .formatted(intentId, status));
  }

  /** That something became of a refund. */
  static Webhook ofRefund(String intentId) {
    return of(
        """
        {"id": "re_1", "object": "refund", "status": "succeeded", "payment_intent": "%s"}
        """
            .formatted(intentId));
  }

  /** That something became of this object. */
  static Webhook of(String object) {
    return new Webhook(
        """
        {"id": "evt_%s", "object": "event", "api_version": "2020-08-27", "type": "any.kind",
         "created": 1764028800, "data": {"object": %s}}
        """
            .formatted(UUID.randomUUID(), object));
  }

  Reply sendTo(Payments payments) {
    return sendTo(payments, InstantSource.system().instant(), PaymentsServer.WEBHOOK_SECRET);
  }

  Reply sendTo(Payments payments, Instant signedAt, String secret) {
    String time = String.valueOf(signedAt.getEpochSecond());
    String signature = "t=" + time + ",v1=" + sign(time + "." + body, secret);
    return send(payments.signedOut().withHeader("Stripe-Signature", signature));
  }

  Reply send(RestClient client) {
    return client.send("POST", PATH, body);
  }

  private static String sign(String text, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
