package ticketing.chassis.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters that are one of an enum's names, exactly. Dropwizard's own takes other spellings
 * too, and does not tell which parameter it refuses.
 */
@Priority(1)
final class StrictEnums implements ParamConverterProvider {

  @Override
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, Type genericType, Annotation[] annotations) {
    return type.isEnum() ? new Converter<>(type) : null;
  }

  private record Converter<T>(Class<T> type) implements ParamConverter<T> {

    @Override
    public T fromString(String value) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> constant.toString().equals(value))
          .findAny()
          .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName()));
    }

    @Override
    public String toString(T value) {
      return value.toString();
    }
  }
}
