package ticketing.contracts.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;
import ticketing.contracts.Texts;

/**
 * Locks a ticket for the caller.
 *
 * @param expectedPrice refuses with PRICE_CHANGED when the ticket costs something else
 * @param idempotencyKey 1 to 255 characters, none a control character; for a day the same key gives
 *     the same order, and for another ticket or price is refused with IDEMPOTENCY_CONFLICT. A
 *     request that was refused keeps no key. It is the buyer's own: another's is another key.
 */
public record CreateOrderRequest(
    @NotNull UUID ticketId,
    @Nullable @Valid Money expectedPrice,
    @Nullable
        @Size(min = 1, max = 255)
        @Pattern(regexp = Texts.PLAIN, message = Texts.PLAIN_MESSAGE)
        String idempotencyKey) {}
