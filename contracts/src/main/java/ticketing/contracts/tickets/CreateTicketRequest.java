package ticketing.contracts.tickets;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import ticketing.contracts.Money;

/**
 * Lists a ticket for sale.
 *
 * @param title 1 to 200 characters, not only white space
 */
public record CreateTicketRequest(
    @NotBlank @Size(max = MAX_TITLE) String title, @NotNull @Valid Money price) {

  public static final int MAX_TITLE = 200;
}
