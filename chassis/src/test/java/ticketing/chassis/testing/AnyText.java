package ticketing.chassis.testing;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts by chance, of whatever a client may send, and what is expected of them. */
public final class AnyText {

  private static final Collection<List<String>> SCRIPTS = scripts();

  // General categories C and Z of the Unicode Character Database.
  private static final Set<Integer> UNSEEN =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.SURROGATE,
          (int) Character.PRIVATE_USE,
          (int) Character.UNASSIGNED,
          (int) Character.SPACE_SEPARATOR,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR);

  private AnyText() {}

  private static Collection<List<String>> scripts() {
    return IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
        .filter(point -> point < 0x3000 || point % 7 == 0)
        .boxed()
        .collect(
            Collectors.groupingBy(
                UnicodeScript::of,
                Collectors.mapping(Character::toString, Collectors.toUnmodifiableList())))
        .values();
  }

  /** In every script there is, of whatever characters, halves of pairs and controls among them. */
  public static Arbitrary<String> texts() {
    Arbitrary<String> scripts =
        Arbitraries.of(SCRIPTS)
            .flatMap(script -> Arbitraries.of(script).list().ofMinSize(1).ofMaxSize(30))
            .map(points -> String.join("", points));
    return Arbitraries.oneOf(
        scripts,
        Arbitraries.strings().all().ofMaxLength(20),
        Arbitraries.strings().ascii().ofMaxLength(40),
        Arbitraries.strings().whitespace().ofMaxLength(5),
        Arbitraries.strings().alpha().ofMinLength(195).ofMaxLength(205),
        Arbitraries.strings().all().ofMinLength(1_000).ofMaxLength(10_000));
  }

  /** Whether a title may be that: something to see, nothing that cannot be stored. */
  public static boolean isVisible(String text, int longest) {
    return !text.isEmpty()
        && text.length() <= longest
        && text.codePoints()
            .map(Character::getType)
            .noneMatch(type -> type == Character.CONTROL || type == Character.SURROGATE)
        && text.codePoints().map(Character::getType).anyMatch(type -> !UNSEEN.contains(type));
  }

  /** The text in JSON, as whatever it consists of can be sent: each of its characters escaped. */
  public static String json(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
  }
}
