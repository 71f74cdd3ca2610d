package ticketing.tickets;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

// breaks: fieldsAreNotFilledFromOutside
final class PlantedFieldResource {

  @Context @Nullable UriInfo uri;
}
