package ticketing.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.dropwizard.core.Application;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import ticketing.chassis.events.Decision;

/** What the house rules speak of. */
final class HouseRulesWords {

  /** The packages of what runs as a process of its own. */
  static final String[] SERVICES = {
    "ticketing.auth..",
    "ticketing.tickets..",
    "ticketing.orders..",
    "ticketing.expiration..",
    "ticketing.payments..",
    "ticketing.gateway..",
  };

  static final DescribedPredicate<JavaClass> FOREIGN = resideOutsideOfPackage("ticketing..");

  static final DescribedPredicate<JavaClass> SQL =
      resideInAnyPackage(
          "java.sql..", "javax.sql..", "org.postgresql..", "org.jdbi.v3.sqlobject.statement..");

  static final DescribedPredicate<JavaClass> RESOURCE = named("resources", ".+Resource");

  static final DescribedPredicate<JavaClass> ROW =
      describe(
          "are rows",
          type ->
              type.isRecord()
                  && type.getMethods().stream()
                      .anyMatch(method -> isDecision(method.getRawReturnType())));

  private static final Set<String> STATEMENTS =
      Set.of(
          "createBatch",
          "createCall",
          "createQuery",
          "createScript",
          "createUpdate",
          "execute",
          "prepareBatch",
          "select");

  private static final Pattern COMMANDS =
      Pattern.compile("ticketing\\.dev\\..+|ticketing\\.chassis\\.events\\.(Listen|Emit)");

  private HouseRulesWords() {}

  /** The type, or the outermost that it is nested in, has such a simple name. */
  static DescribedPredicate<JavaClass> named(String description, String simpleName) {
    Predicate<String> name = Pattern.compile(simpleName).asMatchPredicate();
    return describe(description, type -> name.test(outermost(type).getSimpleName()));
  }

  static DescribedPredicate<JavaAccess<?>> runsSql() {
    return describe(
        "runs a statement",
        access ->
            access.getTargetOwner().isAssignableTo(Handle.class)
                && STATEMENTS.contains(access.getTarget().getName()));
  }

  static DescribedPredicate<JavaAccess<?>> readsTheWallClock() {
    return describe("reads the wall clock", HouseRulesWords::isWallClock);
  }

  private static boolean isWallClock(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return switch (access.getTarget().getName()) {
      case "now" -> owner.getPackageName().startsWith("java.time") && !takes(access, Clock.class);
      case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
      case "getInstance" -> owner.isAssignableTo(Calendar.class);
      case "<init>" -> owner.isEquivalentTo(Date.class) && takesNothing(access);
      default -> false;
    };
  }

  static DescribedPredicate<JavaAccess<?>> sleeps() {
    return describe(
        "sleeps",
        access ->
            access.getTarget().getName().startsWith("sleep")
                && (access.getTargetOwner().isAssignableTo(Thread.class)
                    || access.getTargetOwner().isAssignableTo(TimeUnit.class)
                    || access.getTargetOwner().getSimpleName().equals("Uninterruptibles")));
  }

  static DescribedPredicate<JavaAccess<?>> printsAStackTrace() {
    return describe(
        "prints a stack trace",
        access ->
            access.getTarget().getName().equals("printStackTrace")
                && access.getTargetOwner().isAssignableTo(Throwable.class));
  }

  /** To the console, other than from the main method of a command. */
  static DescribedPredicate<JavaAccess<?>> prints() {
    return describe("prints", access -> isConsole(access) && !isCommand(access));
  }

  private static boolean isConsole(JavaAccess<?> access) {
    return switch (access.getTargetOwner().getName()) {
      case "java.lang.System" -> Set.of("out", "err").contains(access.getTarget().getName());
      case "java.lang.IO" -> true;
      default -> false;
    };
  }

  private static boolean isCommand(JavaAccess<?> access) {
    return access.getOrigin().getName().equals("main")
        && COMMANDS.matcher(access.getOriginOwner().getName()).matches();
  }

  /** Each of chassis' packages with those that it may use; there are no others. */
  static LayeredArchitecture chassisArrows(Map<String, List<String>> arrows) {
    LayeredArchitecture rule =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (String room : arrows.keySet()) {
      rule = rule.layer(room).definedBy("ticketing.chassis." + room + "..");
    }
    for (var arrow : arrows.entrySet()) {
      var from = rule.whereLayer(arrow.getKey());
      String[] to = arrow.getValue().toArray(String[]::new);
      rule = to.length == 0 ? from.mayNotAccessAnyLayer() : from.mayOnlyAccessLayers(to);
    }
    return rule.ensureAllClassesAreContainedInArchitectureIgnoring(
        resideOutsideOfPackage("ticketing.chassis.."));
  }

  /** On nothing of ours but contracts, chassis and the service itself. */
  static ArchCondition<JavaClass> dependOnContractsAndChassisAlone() {
    return new ArchCondition<>("depend on contracts and chassis alone") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Set<String> known = Set.of("contracts", "chassis", part(type));
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (!FOREIGN.test(target) && !known.contains(part(target))) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** A resource, an application, a row that a Dao reads, or used from a neighbouring package. */
  static ArchCondition<JavaClass> haveAReasonToBePublic() {
    return new ArchCondition<>("be resources, applications, rows, or used by another package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean reason =
            RESOURCE.test(type)
                || type.isAssignableTo(Application.class)
                || type.getDirectDependenciesToSelf().stream()
                    .map(Dependency::getOriginClass)
                    .anyMatch(user -> needsPublic(user, type));
        if (!reason) {
          events.add(SimpleConditionEvent.violated(type, type.getDescription() + " is public"));
        }
      }
    };
  }

  private static boolean needsPublic(JavaClass user, JavaClass type) {
    boolean isRow = type.isRecord() && outermost(user).getSimpleName().endsWith("Dao");
    return isRow || !user.getPackage().equals(type.getPackage());
  }

  static ArchCondition<JavaClass> extendDirectly(Class<?> parent) {
    return new ArchCondition<>("extend " + parent.getSimpleName() + " directly") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getRawSuperclass()
            .filter(above -> !above.isEquivalentTo(parent))
            .map(above -> type.getDescription() + " extends " + above.getName())
            .ifPresent(why -> events.add(SimpleConditionEvent.violated(type, why)));
      }
    };
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(HouseRulesWords::outermost).orElse(type);
  }

  /** {@code orders} of {@code ticketing.orders.Order}. */
  private static String part(JavaClass type) {
    String[] names = type.getName().split("\\.", 3);
    return names[1];
  }

  private static boolean isDecision(JavaClass type) {
    return type.isAssignableTo(Decision.class);
  }

  private static boolean takes(JavaAccess<?> access, Class<?> parameter) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream().anyMatch(type -> type.isAssignableTo(parameter));
  }

  private static boolean takesNothing(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().isEmpty();
  }
}
