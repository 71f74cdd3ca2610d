package ticketing.contracts.admin;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import ticketing.contracts.Texts;

/**
 * From where on events are to be published again, and why.
 *
 * @param fromPosition of the first, in the service's event log
 * @param reason 1 to 500 characters, one of them visible, none a control character
 */
public record ResendRequest(
    @Min(1) long fromPosition,
    @NotNull
        @Size(min = 1, max = ReasonRequest.MAX_REASON)
        @Pattern(regexp = Texts.VISIBLE, message = Texts.VISIBLE_MESSAGE)
        String reason) {}
