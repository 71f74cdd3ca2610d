package ticketing.contracts.tickets;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import ticketing.contracts.Money;
import ticketing.contracts.Texts;

/**
 * Lists a ticket for sale.
 *
 * @param title 1 to 200 characters, one of them visible, none a control character
 */
public record CreateTicketRequest(
    @NotNull
        @Size(min = 1, max = MAX_TITLE)
        @Pattern(regexp = Texts.VISIBLE, message = Texts.VISIBLE_MESSAGE)
        String title,
    @NotNull @Valid Money price) {

  public static final int MAX_TITLE = 200;
}
