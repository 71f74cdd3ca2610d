package ticketing.e2e;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static ticketing.e2e.HouseRulesWords.FOREIGN;
import static ticketing.e2e.HouseRulesWords.RESOURCE;
import static ticketing.e2e.HouseRulesWords.ROW;
import static ticketing.e2e.HouseRulesWords.SERVICES;
import static ticketing.e2e.HouseRulesWords.SQL;
import static ticketing.e2e.HouseRulesWords.chassisArrows;
import static ticketing.e2e.HouseRulesWords.dependOnContractsAndChassisAlone;
import static ticketing.e2e.HouseRulesWords.extendDirectly;
import static ticketing.e2e.HouseRulesWords.haveAReasonToBePublic;
import static ticketing.e2e.HouseRulesWords.named;
import static ticketing.e2e.HouseRulesWords.prints;
import static ticketing.e2e.HouseRulesWords.printsAStackTrace;
import static ticketing.e2e.HouseRulesWords.readsTheWallClock;
import static ticketing.e2e.HouseRulesWords.runsSql;
import static ticketing.e2e.HouseRulesWords.sleeps;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.dropwizard.core.Application;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import ticketing.chassis.events.EventLog;

/** What the main code of all modules may not do; HouseRulesSourceTest has what needs sources. */
@AnalyzeClasses(locations = HouseRulesClasses.class)
final class HouseRulesTest {

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("ticketing.(**)")
          .should()
          .beFreeOfCycles()
          .because("what depends on itself cannot be understood a part at a time");

  @ArchTest
  static final ArchRule chassisKeepsItsArrows =
      chassisArrows(
              Map.of(
                  "observe", List.of(),
                  "http", List.of("observe"),
                  "database", List.of("observe"),
                  "events", List.of("database", "observe"),
                  "auth", List.of("http", "events"),
                  "admin", List.of("auth", "events", "http")))
          .because("a service takes from chassis what it needs, and nothing behind it by surprise");

  @ArchTest
  static final ArchRule contractsStandOnNothingOfOurs =
      classes()
          .that()
          .resideInAPackage("ticketing.contracts..")
          .should()
          .onlyDependOnClassesThat(resideInAPackage("ticketing.contracts..").or(FOREIGN))
          .because("what services say to each other is not how they are built");

  @ArchTest
  static final ArchRule chassisKnowsNoService =
      classes()
          .that()
          .resideInAPackage("ticketing.chassis..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("ticketing.chassis..", "ticketing.contracts..").or(FOREIGN))
          .because("what every service stands on is the same for all of them");

  @ArchTest
  static final ArchRule devKnowsNoService =
      classes()
          .that()
          .resideInAPackage("ticketing.dev..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("ticketing.dev..", "ticketing.contracts..").or(FOREIGN))
          .because("it starts applications from their jars, as anyone would");

  @ArchTest
  static final ArchRule servicesKnowContractsAndChassisAlone =
      classes()
          .that()
          .resideInAnyPackage(SERVICES)
          .should(dependOnContractsAndChassisAlone())
          .because("a service knows others by what they say, and ships without the tools of dev");

  @ArchTest
  static final ArchRule natsIsSpokenToByEventsAndSchedulesAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("ticketing.chassis.events..")
          .and()
          .doNotHaveFullyQualifiedName("ticketing.expiration.Schedules")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.nats..")
          .because("how messages are acknowledged, ordered and resent is decided once");

  @ArchTest
  static final ArchRule stripeIsSpokenToByItsPackageAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("ticketing.payments.stripe..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.stripe..")
          .because("nobody else moves money, and the rules of payments are not in Stripe's words");

  @ArchTest
  static final ArchRule sqlIsInDaosAndChassisAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("ticketing.chassis..")
          .and(named("are no Daos", ".+(?<!Dao)"))
          .should(accessTargetWhere(runsSql()))
          .orShould()
          .dependOnClassesThat(SQL)
          .because("one file a table says how it is read and written");

  @ArchTest
  static final ArchRule gatewayAndExpirationHaveNoDatabase =
      noClasses()
          .that()
          .resideInAnyPackage("ticketing.gateway..", "ticketing.expiration..")
          .should()
          .dependOnClassesThat(SQL.or(resideInAPackage("org.jdbi..")))
          .because("they keep nothing: any instance can be thrown away");

  @ArchTest
  static final ArchRule tracesAreToldByObserveAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("ticketing.chassis.observe..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..")
          .because("what leaves the house in a span is decided once");

  @ArchTest
  static final ArchRule graphqlIsInTheGatewayAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("ticketing.gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("graphql..", "org.dataloader..")
          .because("services speak REST; how the public reads them changes without them");

  @ArchTest
  static final ArchRule restIsInResourcesAndChassisAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "ticketing.chassis.http..", "ticketing.chassis.auth..", "ticketing.chassis.admin..")
          .and(named("are no resources", ".+(?<!Resource)"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..")
          .because("a resource is the HTTP door, and behind it nothing knows of HTTP");

  @ArchTest
  static final ArchRule resourcesAreDoorsAlone =
      noClasses()
          .that()
          .resideInAnyPackage(SERVICES)
          .and(RESOURCE)
          .should()
          .dependOnClassesThat(resideInAPackage("org.jdbi..").or(named("Daos", ".+Dao")))
          .because("what is behind the door opens the transaction and authorises");

  @ArchTest
  static final ArchRule listenersAndServicesNeverMeet =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Listener")
          .should()
          .dependOnClassesThat(resideInAnyPackage(SERVICES).and(named("services", ".+Service")))
          .because("two doors, one room: both use the row and its Dao");

  @ArchTest
  static final ArchRule rowsArePure =
      noClasses()
          .that(ROW)
          .should()
          .dependOnClassesThat(assignableTo(InstantSource.class).or(resideInAPackage("java.net..")))
          .orShould()
          .transitivelyDependOnClassesThat(
              assignableTo(EventLog.class)
                  .or(
                      resideInAnyPackage(
                          "org.jdbi..",
                          "java.sql..",
                          "jakarta.ws.rs..",
                          "jakarta.servlet..",
                          "io.dropwizard..",
                          "io.nats..",
                          "com.stripe..",
                          "ticketing.chassis.http..",
                          "ticketing.chassis.auth..",
                          "ticketing.chassis.database..")))
          .because("a transition is a function of the row, what happened and now");

  @ArchTest
  static final ArchRule publicTypesOfServicesHaveAReason =
      classes()
          .that()
          .resideInAnyPackage(SERVICES)
          .and()
          .areTopLevelClasses()
          .and()
          .arePublic()
          .should(haveAReasonToBePublic())
          .because("Jdbi needs public rows and Jersey public resources; the rest is nobody's");

  @ArchTest
  static final ArchRule nobodyReadsTheWallClock =
      noClasses()
          .should(accessTargetWhere(readsTheWallClock()))
          .because("a clock is passed in, so that a test says what time it is");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .should(accessTargetWhere(sleeps()))
          .because("a wait ends when what it waits for comes, or when the application stops");

  @ArchTest
  static final ArchRule nobodyPrintsStackTraces =
      noClasses()
          .should(accessTargetWhere(printsAStackTrace()))
          .because("a failure belongs into the log or the answer");

  @ArchTest
  static final ArchRule onlyCommandsPrint =
      noClasses()
          .should(accessTargetWhere(prints()))
          .because("what an application says goes through the log, with level, time and trace");

  @ArchTest
  static final ArchRule nothingIsInjected =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.inject..",
              "javax.inject..",
              "jakarta.enterprise..",
              "com.google.inject..",
              "dagger..",
              "org.springframework..")
          .because("run() shows the wiring by hand");

  @ArchTest
  static final ArchRule fieldsAreNotFilledFromOutside =
      noFields()
          .should()
          .beAnnotatedWith("jakarta.ws.rs.core.Context")
          .orShould()
          .beAnnotatedWith("jakarta.annotation.Resource")
          .orShould()
          .beAnnotatedWith("io.dropwizard.auth.Auth")
          .because("constructors and parameters take what is needed, and say so");

  @ArchTest
  static final ArchRule applicationsHaveNoBaseOfOurs =
      classes()
          .that()
          .areAssignableTo(Application.class)
          .should(extendDirectly(Application.class))
          .because("what services share is called in run(), where it is seen");
}
