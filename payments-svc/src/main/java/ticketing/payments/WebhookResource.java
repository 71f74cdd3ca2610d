package ticketing.payments;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ticketing.chassis.http.ProblemException;
import ticketing.contracts.ErrorCode;
import ticketing.payments.stripe.StripeWebhook;

/** Where Stripe tells by webhook what became of intents. */
@Path("/webhooks/stripe")
@Consumes(MediaType.APPLICATION_JSON)
public final class WebhookResource {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookResource.class);

  private final StripeWebhook stripe;
  private final WebhookService service;
  private final Runnable heard;

  WebhookResource(StripeWebhook stripe, WebhookService service, Runnable heard) {
    this.stripe = stripe;
    this.service = service;
    this.heard = heard;
  }

  // The payload as it came: its bytes are what is signed.
  @Operation(summary = "Hears what Stripe tells")
  @APIResponse(responseCode = "204", description = "It was heard")
  @POST
  public void hear(
      @HeaderParam("Stripe-Signature") @Nullable String signature,
      @RequestBody(content = @Content(schema = @Schema(description = "An event of Stripe's")))
          @NotNull
          String payload) {
    if (!stripe.isStripes(payload, signature)) {
      LOG.warn("Refused a webhook that Stripe did not sign just now");
      throw new ProblemException(ErrorCode.BAD_USER_INPUT, "the signature is not Stripe's");
    }
    heard.run();
    stripe.read(payload).ifPresent(service::hear);
  }
}
