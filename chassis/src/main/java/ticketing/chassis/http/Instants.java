package ticketing.chassis.http;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters that are a time, such as {@code 2026-11-24T10:15:30Z} (RFC 3339): of the years 1
 * to 9999, which PostgreSQL can tell too.
 */
final class Instants implements ParamConverterProvider {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  @Override
  @SuppressWarnings("unchecked") // Of the only type that it is asked for.
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, Type genericType, Annotation[] annotations) {
    return type == Instant.class ? (ParamConverter<T>) new Converter() : null;
  }

  /**
   * The time that the text says.
   *
   * @throws IllegalArgumentException when it says none
   */
  static Instant parse(String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.isBefore(FIRST) || time.isAfter(LAST)) {
        throw new IllegalArgumentException("no time of RFC 3339");
      }
      return time;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no time", e);
    }
  }

  private static final class Converter implements ParamConverter<Instant> {

    @Override
    public @Nullable Instant fromString(@Nullable String value) {
      return value == null ? null : parse(value);
    }

    @Override
    public String toString(Instant value) {
      return value.toString();
    }
  }
}
