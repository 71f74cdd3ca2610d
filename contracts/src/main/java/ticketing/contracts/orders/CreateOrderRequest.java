package ticketing.contracts.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;

/**
 * Locks a ticket for the caller.
 *
 * @param expectedPrice refuses with PRICE_CHANGED when the ticket costs something else
 * @param idempotencyKey 1 to 255 characters; the same key gives the same order
 */
public record CreateOrderRequest(
    @NotNull UUID ticketId,
    @Nullable @Valid Money expectedPrice,
    @Nullable @Size(min = 1, max = 255) String idempotencyKey) {}
