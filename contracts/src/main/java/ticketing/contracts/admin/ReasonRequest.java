package ticketing.contracts.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import ticketing.contracts.Texts;

/**
 * Why an admin does something; kept with the action.
 *
 * @param reason 1 to 500 characters, one of them visible, none a control character
 */
public record ReasonRequest(
    @NotNull
        @Size(min = 1, max = MAX_REASON)
        @Pattern(regexp = Texts.VISIBLE, message = Texts.VISIBLE_MESSAGE)
        String reason) {

  public static final int MAX_REASON = 500;
}
