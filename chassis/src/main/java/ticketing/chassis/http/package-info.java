/**
 * What every service's REST interface has in common: errors as RFC 9457 problems with a code from
 * contracts, and JSON that is read strictly. (Events are read leniently: see {@code events}.)
 */
@OpenAPIDefinition(
    info = @Info(title = "Ticketing", version = "1"),
    components =
        @Components(
            responses =
                @APIResponse(
                    name = ApiDocument.PROBLEM,
                    description = "What went wrong, with its code",
                    content =
                        @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = Problem.class))),
            securitySchemes =
                @SecurityScheme(
                    securitySchemeName = ApiDocument.BEARER,
                    type = SecuritySchemeType.HTTP,
                    scheme = "bearer",
                    bearerFormat = "JWT",
                    description = "An access token of auth-svc")))
@NullMarked
package ticketing.chassis.http;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import ticketing.contracts.Problem;
import org.jspecify.annotations.NullMarked;
