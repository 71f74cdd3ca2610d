package ticketing.chassis.events;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import ticketing.contracts.Currency;

/** Made-up instances of records: all set, each nullable one null, each enum at each value. */
final class States {

  private static final UUID ID = UUID.fromString("01938d3c-0000-7000-8000-000000000001");
  private static final List<Instant> TIMES =
      List.of(
          Instant.parse("2026-11-24T12:00:00Z"),
          Instant.parse("2026-11-24T12:00:01.123Z"),
          Instant.parse("2026-11-24T12:00:01.123456Z"));

  private States() {}

  static List<Object> of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<List<Object>> values = Arrays.stream(components).map(States::values).toList();
    Object[] full = values.stream().map(List::getFirst).toArray();
    List<Object> instances = new ArrayList<>(List.of(instance(type, full)));
    @Nullable Object[] sparse = full.clone();
    for (int i = 0; i < components.length; i++) {
      for (Object value : values.get(i)) {
        instances.add(with(type, full, i, value));
      }
      if (components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        instances.add(with(type, full, i, null));
        sparse[i] = null;
      }
    }
    instances.add(instance(type, sparse));
    return instances;
  }

  private static Object with(Class<?> type, Object[] full, int index, @Nullable Object value) {
    @Nullable Object[] changed = full.clone();
    changed[index] = value;
    return instance(type, changed);
  }

  private static List<Object> values(RecordComponent component) {
    Class<?> type = component.getType();
    if (type.isEnum()) {
      return List.of(type.getEnumConstants());
    } else if (type.isRecord()) {
      return of(type);
    } else if (type == UUID.class) {
      return List.of(ID);
    } else if (type == Instant.class) {
      return List.copyOf(TIMES);
    } else if (type == String.class) {
      return List.of("usd");
    } else if (type == int.class) {
      return List.of(120, Currency.MAX_AMOUNT);
    }
    throw new IllegalArgumentException("say here what a " + type + " may be");
  }

  private static Object instance(Class<?> type, @Nullable Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.toString(), e);
    }
  }
}
