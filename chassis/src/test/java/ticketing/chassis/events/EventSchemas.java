package ticketing.chassis.events;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import java.util.List;
import ticketing.chassis.testing.JsonSchemas;

/** The JSON schemas of contracts, one a kind of event. */
final class EventSchemas {

  private EventSchemas() {}

  /** What the schema of this kind of event has to say against it. */
  static List<String> complaints(String type, String json) {
    return JsonSchemas.REGISTRY
        .getSchema(SchemaLocation.of("classpath:/schemas/" + type + ".json"))
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Error::toString)
        .toList();
  }
}
