package ticketing.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error answer of every REST endpoint, {@code application/problem+json} (RFC 9457).
 *
 * @param type always {@code about:blank}: the code says more
 * @param title the HTTP status in words
 * @param status the HTTP status
 * @param code what went wrong
 * @param detail a sentence for a person; nothing internal
 * @param fields for BAD_USER_INPUT: field path to what is wrong with it
 * @param orderId for TICKET_LOCKED: the caller's own order that holds the ticket
 * @param declineCode for PAYMENT_DECLINED: Stripe's decline code
 * @param retryAfterSeconds for RATE_LIMITED and SERVICE_UNAVAILABLE: when to try again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    ErrorCode code,
    @Nullable String detail,
    @Nullable Map<String, String> fields,
    @Nullable String orderId,
    @Nullable String declineCode,
    @Nullable Integer retryAfterSeconds) {}
