package ticketing.chassis.http;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/** Says in schemas which components of their records may be null; all others are always there. */
final class ApiTypes {

  private static final String REFERENCE = "#/components/schemas/";

  private final Components components;
  private final Set<String> completed = new HashSet<>();

  /** With the schemas that others refer to by name. */
  ApiTypes(Components components) {
    this.components = components;
  }

  /** A request's: what it does not name is refused. */
  void completeRequest(Schema reference, Type type) {
    complete(reference, type);
    if (type instanceof Class<?> raw && raw.isRecord()) {
      referred(reference)
          .setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
    }
  }

  /** Takes out what no operation takes or answers. */
  void remove(Schema reference) {
    components.removeSchema(name(reference));
  }

  void complete(Schema schema, Type type) {
    @Nullable String name = schema.getRef();
    if (name != null && !completed.add(name)) {
      return;
    }
    Schema referred = referred(schema);
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      complete(referred.getItems(), generic.getActualTypeArguments()[0]);
    } else if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> raw) {
      components(referred, raw, arguments(raw, generic));
    } else if (type instanceof Class<?> raw) {
      components(referred, raw, Map.of());
    }
  }

  private static String name(Schema reference) {
    return reference.getRef().substring(REFERENCE.length());
  }

  private Schema referred(Schema schema) {
    return schema.getRef() == null
        ? schema
        : Objects.requireNonNull(components.getSchemas().get(name(schema)));
  }

  private static Map<String, Type> arguments(Class<?> raw, ParameterizedType generic) {
    TypeVariable<?>[] variables = raw.getTypeParameters();
    return IntStream.range(0, variables.length)
        .boxed()
        .collect(
            Collectors.toMap(
                place -> variables[place].getName(),
                place -> generic.getActualTypeArguments()[place]));
  }

  private void components(Schema schema, Class<?> raw, Map<String, Type> arguments) {
    if (!raw.isRecord()) {
      return;
    }
    var required = new ArrayList<String>();
    for (RecordComponent component : raw.getRecordComponents()) {
      Schema property = Objects.requireNonNull(schema.getProperties().get(component.getName()));
      withoutJavaPattern(property);
      complete(property, resolve(component.getGenericType(), arguments));
      if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        schema.addProperty(component.getName(), orNull(property));
      } else {
        required.add(component.getName());
      }
    }
    schema.setRequired(required.isEmpty() ? null : required);
  }

  private static Type resolve(Type type, Map<String, Type> arguments) {
    return switch (type) {
      case TypeVariable<?> variable -> Objects.requireNonNull(arguments.get(variable.getName()));
      case ParameterizedType generic ->
          new Resolved(
              generic.getRawType(),
              Arrays.stream(generic.getActualTypeArguments())
                  .map(argument -> resolve(argument, arguments))
                  .toArray(Type[]::new));
      default -> type;
    };
  }

  /** A pattern is to be one of ECMAScript, which knows no possessive or intersected parts. */
  private static void withoutJavaPattern(Schema schema) {
    String pattern = schema.getPattern();
    if (pattern != null && (pattern.contains("&&") || pattern.contains("*+"))) {
      schema.setPattern(null);
    }
  }

  private static Schema orNull(Schema schema) {
    if (schema.getType() == null) {
      return OASFactory.createSchema()
          .anyOf(List.of(schema, OASFactory.createSchema().addType(SchemaType.NULL)));
    }
    return schema.addType(SchemaType.NULL);
  }

  /** A generic type with its variables replaced. */
  private record Resolved(Type getRawType, Type[] getActualTypeArguments)
      implements ParameterizedType {

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }
}
