package ticketing.contracts.tickets;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;

/**
 * Changes a listing; what is null stays as it is.
 *
 * @param expectedVersion refuses with VERSION_CONFLICT when the ticket is no longer at it
 */
public record UpdateTicketRequest(
    @Nullable
        @Size(max = CreateTicketRequest.MAX_TITLE)
        @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String title,
    @Nullable @Valid Money price,
    @Nullable @Positive Integer expectedVersion) {}
