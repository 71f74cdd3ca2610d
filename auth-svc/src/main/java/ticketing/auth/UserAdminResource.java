package ticketing.auth;

import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;
import ticketing.chassis.auth.Caller;
import ticketing.contracts.Page;
import ticketing.contracts.Texts;
import ticketing.contracts.admin.ReasonRequest;
import ticketing.contracts.auth.CredentialsRequest;
import ticketing.contracts.auth.UserAccountRepresentation;

/** Users over HTTP, to admins. */
@Path("/admin/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class UserAdminResource {

  private final UserAdminService service;

  UserAdminResource(UserAdminService service) {
    this.service = service;
  }

  @Operation(summary = "Users: a page, newest first")
  @GET
  @RolesAllowed(Caller.ADMIN)
  public Page<UserAccountRepresentation> users(
      @Auth Caller caller,
      @QueryParam("email")
          @Size(max = CredentialsRequest.MAX_EMAIL)
          @Pattern(regexp = Texts.PLAIN, message = Texts.PLAIN_MESSAGE)
          @Nullable String email,
      @QueryParam("id") @Nullable UUID id,
      @QueryParam("role") @Pattern(regexp = "user|admin", message = "must be user or admin")
          @Nullable String role,
      @QueryParam("disabled") @Pattern(regexp = "true|false", message = "must be true or false")
          @Nullable String disabled,
      @QueryParam("first") @DefaultValue("" + Page.DEFAULT) @Min(1) @Max(Page.MAX) int first,
      @QueryParam("after") @Nullable String after) {
    Boolean shutOut = disabled == null ? null : Boolean.valueOf(disabled);
    return service.list(email, id, role, shutOut, first, after);
  }

  @Operation(summary = "Gives a user the role admin, by tokens given from now on")
  @POST
  @Path("/{id}/grant-admin")
  @RolesAllowed(Caller.ADMIN)
  public UserAccountRepresentation grantAdmin(
      @Auth Caller caller,
      @PathParam("id") UUID id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    return service.grantAdmin(caller, id, request);
  }

  @Operation(
      summary = "Takes the role admin from a user, and ends the user's sessions",
      description = "The last admin stays one.")
  @POST
  @Path("/{id}/take-admin")
  @RolesAllowed(Caller.ADMIN)
  public UserAccountRepresentation takeAdmin(
      @Auth Caller caller,
      @PathParam("id") UUID id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    return service.takeAdmin(caller, id, request);
  }

  @Operation(
      summary = "Signs a user out, everywhere, and lets them sign in no more",
      description = "The last admin stays.")
  @POST
  @Path("/{id}/disable")
  @RolesAllowed(Caller.ADMIN)
  public UserAccountRepresentation disable(
      @Auth Caller caller,
      @PathParam("id") UUID id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    return service.disable(caller, id, request);
  }

  @Operation(summary = "Lets a user who was disabled sign in again")
  @POST
  @Path("/{id}/enable")
  @RolesAllowed(Caller.ADMIN)
  public UserAccountRepresentation enable(
      @Auth Caller caller,
      @PathParam("id") UUID id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    return service.enable(caller, id, request);
  }

  @Operation(summary = "Signs a user out, everywhere")
  @POST
  @Path("/{id}/end-sessions")
  @RolesAllowed(Caller.ADMIN)
  public UserAccountRepresentation endSessions(
      @Auth Caller caller,
      @PathParam("id") UUID id,
      @RequestBody @NotNull @Valid ReasonRequest request) {
    return service.endSessions(caller, id, request);
  }
}
