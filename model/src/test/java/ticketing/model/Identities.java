package ticketing.model;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number for each value that was ever in a cell: the same for those that are alike in all that
 * anything is ever decided by. When a row was made and changed is only shown.
 */
final class Identities {

  private static final Set<String> ONLY_SHOWN = Set.of("createdAt", "updatedAt", "time", "hash");

  private static final ClassValue<MethodHandle[]> PARTS =
      new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(part -> !ONLY_SHOWN.contains(part.getName()))
              .map(Identities::reader)
              .toArray(MethodHandle[]::new);
        }
      };

  private final Map<Object, Integer> numbers = new HashMap<>();

  int of(Object value) {
    Integer number = numbers.putIfAbsent(essence(value), numbers.size() + 1);
    return number == null ? numbers.size() : number;
  }

  private static @Nullable Object essence(@Nullable Object value) {
    return switch (value) {
      case Record row -> parts(row);
      case List<?> list -> list.stream().map(Identities::essence).toList();
      case null, default -> value;
    };
  }

  private static List<@Nullable Object> parts(Record row) {
    MethodHandle[] readers = PARTS.get(row.getClass());
    List<@Nullable Object> parts = new ArrayList<>(readers.length);
    try {
      for (MethodHandle reader : readers) {
        parts.add(essence((Object) reader.invokeExact((Object) row)));
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return parts;
  }

  private static MethodHandle reader(RecordComponent part) {
    try {
      var accessor = part.getAccessor();
      accessor.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(accessor)
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
