package ticketing.contracts.payments;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Texts;

/**
 * Pays an order.
 *
 * @param paymentMethodId Stripe's id of a payment method, {@code pm_...}
 * @param idempotencyKey 1 to 255 characters, none a control character; for a day after its first
 *     use pressing pay again with it changes nothing and is answered as that use, and with another
 *     order or payment method is refused with IDEMPOTENCY_CONFLICT. A refusal before the card is
 *     asked keeps no key. It is the buyer's own: another's is another key.
 */
public record PayOrderRequest(
    @NotNull UUID orderId,
    @NotBlank @Pattern(regexp = "pm_[A-Za-z0-9_]{1,250}", message = "must be a payment method id")
        String paymentMethodId,
    @Nullable
        @Size(min = 1, max = 255)
        @Pattern(regexp = Texts.PLAIN, message = Texts.PLAIN_MESSAGE)
        String idempotencyKey) {}
