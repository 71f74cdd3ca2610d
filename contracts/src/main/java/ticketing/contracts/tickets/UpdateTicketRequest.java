package ticketing.contracts.tickets;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Money;
import ticketing.contracts.Texts;

/**
 * Changes a listing; what is null stays as it is.
 *
 * @param expectedVersion refuses with VERSION_CONFLICT when the ticket is no longer at it
 */
public record UpdateTicketRequest(
    @Nullable
        @Size(min = 1, max = CreateTicketRequest.MAX_TITLE)
        @Pattern(regexp = Texts.VISIBLE, message = Texts.VISIBLE_MESSAGE)
        String title,
    @Nullable @Valid Money price,
    @Nullable @Positive Integer expectedVersion) {}
