package ticketing.e2e;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources of all modules may not do: what no longer shows in compiled classes. */
final class HouseRulesSourceTest {

  private static final int FILE_LINES = 250;
  private static final int METHOD_LINES = 70;
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO[D]O|FIX[M]E)\\b");
  private static final Pattern EMPTY_WORDS =
      Pattern.compile("Abstract.*|.*(Manager|Impl|Util|Utils|Helper|Base)");
  // A second package in a service walls off a neighbour.
  private static final Set<String> WALLED_OFF = Set.of("ticketing.payments.stripe");

  private static final List<HouseRulesSource> MAIN =
      HouseRulesSource.parse(HouseRulesTree.mainFiles());
  private static final List<HouseRulesSource> TEST =
      HouseRulesSource.parse(HouseRulesTree.testFiles());

  @Test
  void mainFilesAreShort() {
    assertThat(
            found(
                MAIN,
                source -> {
                  long lines = HouseRulesTree.read(source.file()).lines().count();
                  return lines > FILE_LINES ? Stream.of(lines + " lines") : Stream.empty();
                }))
        .as("at most %d lines, because a file is about one thing", FILE_LINES)
        .isEmpty();
  }

  @Test
  void methodsAreShort() {
    assertThat(
            found(
                MAIN,
                source ->
                    source.blocks().stream()
                        .filter(block -> block.lines() > METHOD_LINES)
                        .map(block -> block.name() + ": " + block.lines() + " lines")))
        .as("at most %d lines, because a method is read at one glance", METHOD_LINES)
        .isEmpty();
  }

  @Test
  void typesHaveSpeakingNames() {
    assertThat(
            found(all(), source -> source.types().stream().filter(EMPTY_WORDS.asMatchPredicate())))
        .as("no %s, because such names do not say what it is", EMPTY_WORDS)
        .isEmpty();
  }

  @Test
  void packagesAreNullMarked() {
    Set<String> marked =
        all().stream()
            .filter(source -> source.packageAnnotations().contains("NullMarked"))
            .map(HouseRulesSourceTest::packageOfModule)
            .collect(toUnmodifiableSet());
    assertThat(
            found(
                all(),
                source ->
                    Stream.of(packageOfModule(source)).filter(name -> !marked.contains(name))))
        .as("a package-info.java with @NullMarked, because NullAway passes over all else")
        .isEmpty();
  }

  @Test
  void modulesHaveOnePackageEach() {
    assertThat(
            found(
                MAIN,
                source -> Stream.of(source.packageName()).filter(name -> !isOwn(source, name))))
        .as("a flat package a service, because knowing one service is knowing all")
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(
            found(
                all(),
                source ->
                    UNFINISHED
                        .matcher(HouseRulesTree.read(source.file()))
                        .results()
                        .map(match -> match.group())))
        .as("no %s, because what is left to do is an issue", UNFINISHED)
        .isEmpty();
  }

  @Test
  void testsDoNotSleep() {
    assertThat(found(TEST, source -> calls(source).filter(HouseRulesSourceTest::sleeps)))
        .as("no sleeps, because a test stimulates and awaits")
        .isEmpty();
  }

  @Test
  void testsAreNotDisabled() {
    assertThat(
            found(
                TEST,
                source ->
                    source.annotations().stream()
                        .map(HouseRulesSourceTest::lastName)
                        .filter(Pattern.compile("Disabled.*|ArchIgnore").asMatchPredicate())))
        .as("no @Disabled, because what is not run is not tested")
        .isEmpty();
  }

  @Test
  void journeysUsePublicInterfacesAlone() {
    var inside = Pattern.compile("ticketing\\.(?!contracts\\.|dev\\.|e2e\\.).+");
    assertThat(
            found(
                TEST.stream()
                    .filter(source -> HouseRulesTree.module(source.file()).equals("e2e"))
                    .filter(source -> !source.file().getFileName().toString().startsWith("House"))
                    .toList(),
                source -> source.imports().stream().filter(inside.asMatchPredicate())))
        .as("nothing from inside of a service, because journeys see what its users see")
        .isEmpty();
  }

  private static List<HouseRulesSource> all() {
    return Stream.of(MAIN, TEST).flatMap(Collection::stream).toList();
  }

  private static List<String> found(
      List<HouseRulesSource> sources, Function<HouseRulesSource, Stream<String>> search) {
    return sources.stream()
        .flatMap(source ->
            search.apply(source).map(what -> HouseRulesTree.name(source.file()) + ": " + what))
        .toList();
  }

  private static String packageOfModule(HouseRulesSource source) {
    return HouseRulesTree.module(source.file()) + ": " + source.packageName();
  }

  /** Services are flat; contracts, chassis and dev have packages below their own. */
  private static boolean isOwn(HouseRulesSource source, String packageName) {
    String module = HouseRulesTree.module(source.file());
    String own = "ticketing." + module.replaceFirst("-(svc|graphql)$", "");
    if (module.contains("-")) {
      return packageName.equals(own) || WALLED_OFF.contains(packageName);
    }
    return packageName.equals(own) || packageName.startsWith(own + ".");
  }

  /** What is called, with what is imported to be called by its last name. */
  private static Stream<String> calls(HouseRulesSource source) {
    return Stream.of(source.calls(), source.imports()).flatMap(Collection::stream);
  }

  private static boolean sleeps(String call) {
    return call.matches("(.*\\.)?(Thread|TimeUnit|[A-Z]*SECONDS)\\.sleep")
        || lastName(call).startsWith("sleepUninterruptibly");
  }

  private static String lastName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
