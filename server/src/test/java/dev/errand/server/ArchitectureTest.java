// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.errand.Errand;
import dev.errand.operation.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows between modules and packages, and the rules for packages. This module sees all others.
 */
class ArchitectureTest {

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.errand");

  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("dev.errand..");

  /** What serves callers, and the operations behind it. */
  private static final String[] SERVING = {
    "dev.errand.http..",
    "dev.errand.ogc..",
    "dev.errand.mcp..",
    "dev.errand.geogig..",
    "dev.errand.pageseeder..",
    "dev.errand.geodata..",
    "dev.errand.programs..",
    "dev.errand.outgoing..",
    "dev.errand.files.."
  };

  private static final String[] CORE = {
    "dev.errand",
    "dev.errand.task..",
    "dev.errand.access..",
    "dev.errand.callback..",
    "dev.errand.document..",
    "dev.errand.folder..",
    "dev.errand.incident..",
    "dev.errand.operation..",
    "dev.errand.engine..",
    "dev.errand.limit..",
    "dev.errand.schedule..",
    "dev.errand.store.."
  };

  /** A module's packages, and those of ours that it may use. */
  static List<Arguments> modules() {
    return List.of(
        Arguments.of(List.of("dev.errand.cron.."), List.of("dev.errand.cron..")),
        Arguments.of(List.of(CORE), with(CORE, "dev.errand.cron..")),
        Arguments.of(List.of("dev.errand.sql.."), with(CORE, "dev.errand.sql..")),
        Arguments.of(
            List.of("dev.errand.sqlite.."), with(CORE, "dev.errand.sql..", "dev.errand.sqlite..")),
        Arguments.of(
            List.of("dev.errand.postgres.."),
            with(CORE, "dev.errand.sql..", "dev.errand.postgres..")),
        Arguments.of(
            List.of("dev.errand.move.."), with(CORE, "dev.errand.sql..", "dev.errand.move..")),
        Arguments.of(List.of("dev.errand.http.."), with(CORE, "dev.errand.http..")),
        Arguments.of(List.of("dev.errand.outgoing.."), with(CORE, "dev.errand.outgoing..")),
        Arguments.of(List.of("dev.errand.files.."), with(CORE, "dev.errand.files..")),
        Arguments.of(
            List.of("dev.errand.geodata.."),
            with(
                CORE,
                "dev.errand.geodata..",
                "dev.errand.osm..",
                "dev.errand.files..",
                "dev.errand.outgoing..")),
        Arguments.of(
            List.of("dev.errand.programs.."),
            with(CORE, "dev.errand.programs..", "dev.errand.files..")),
        Arguments.of(List.of("dev.errand.osm.."), List.of("dev.errand.osm..")),
        Arguments.of(
            List.of("dev.errand.ogc.."),
            with(CORE, "dev.errand.ogc..", "dev.errand.http..", "dev.errand.outgoing..")),
        Arguments.of(
            List.of("dev.errand.mcp.."),
            with(CORE, "dev.errand.mcp..", "dev.errand.http..", "dev.errand.outgoing..")),
        Arguments.of(
            List.of("dev.errand.geogig.."),
            with(
                CORE,
                "dev.errand.geogig..",
                "dev.errand.http..",
                "dev.errand.geodata..",
                "dev.errand.files..")),
        Arguments.of(
            List.of("dev.errand.pageseeder.."),
            with(CORE, "dev.errand.pageseeder..", "dev.errand.http..", "dev.errand.files..")),
        Arguments.of(
            List.of("dev.errand.security.."),
            with(CORE, "dev.errand.security..", "dev.errand.http..")),
        Arguments.of(
            List.of("dev.errand.spring.."),
            with(
                CORE,
                "dev.errand.spring..",
                "dev.errand.http..",
                "dev.errand.outgoing..",
                "dev.errand.ogc..",
                "dev.errand.mcp..",
                "dev.errand.geogig..",
                "dev.errand.pageseeder..",
                "dev.errand.security..",
                "dev.errand.postgres..",
                "dev.errand.sqlite..")),
        Arguments.of(List.of("dev.errand.server.."), List.of("dev.errand..")));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void modulesUseOnlyWhatTheirArrowsReach(List<String> packages, List<String> allowed) {
    ArchRule rule =
        classes()
            .that()
            .resideInAnyPackage(packages.toArray(String[]::new))
            .should()
            .onlyDependOnClassesThat(
                not(OURS).or(resideInAnyPackage(allowed.toArray(String[]::new))));

    rule.check(ALL);
  }

  /** The facade stands on all of them, and none of them on it. */
  @Test
  void packagesOfTheCoreFormNoCycle() {
    JavaClasses core = ALL.that(resideInAnyPackage(CORE));
    slices().matching("dev.errand.(**)").should().beFreeOfCycles().check(core);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.errand")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.errand")
        .check(core);
  }

  @Test
  void tasksKnowNothingOfWhatHandlesThem() {
    classes()
        .that()
        .resideInAPackage("dev.errand.task..")
        .should()
        .onlyDependOnClassesThat(not(OURS).or(resideInAPackage("dev.errand.task..")))
        .check(ALL);
  }

  @Test
  void storesNeverSeeTheEngine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.errand.store..",
            "dev.errand.sql..",
            "dev.errand.sqlite..",
            "dev.errand.postgres..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.errand.engine..", "dev.errand.operation..")
        .check(ALL);
  }

  @Test
  void dialectsAndOperationsNeverSeeAStoreOrTheEngine() {
    noClasses()
        .that()
        .resideInAnyPackage(SERVING)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.errand.store..",
            "dev.errand.engine..",
            "dev.errand.sql..",
            "dev.errand.sqlite..",
            "dev.errand.postgres..")
        .check(ALL);
  }

  /**
   * What serves callers reaches tasks only as the caller may: through {@link Errand#as}. Which
   * operations there are is no matter of tasks.
   */
  @Test
  void dialectsAndRoutesGoThroughTheDoorForCallers() {
    DescribedPredicate<JavaMethodCall> anotherDoor =
        DescribedPredicate.describe(
            "a method of Errand other than as",
            call ->
                call.getTargetOwner().isEquivalentTo(Errand.class)
                    && !call.getName().equals("as")
                    && !call.getName().startsWith("operation")
                    && !call.getName().equals("exchange"));
    noClasses().that().resideInAnyPackage(SERVING).should().callMethodWhere(anotherDoor).check(ALL);
  }

  /** The parts of the frame that are no dialect's. */
  @Test
  void administrationAndTheDescriptionOfTheApiNeverSeeEachOther() {
    slices().matching("dev.errand.http.(*)..").should().notDependOnEachOther().check(ALL);
  }

  /** So they serve whoever starts them, by whatever door. */
  @Test
  void operationsNeverSeeAServlet() {
    noClasses()
        .that()
        .implement(Operation.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..", "dev.errand.http..")
        .check(ALL);
  }

  @Test
  void onlyTheStarterTheServerAndSecurityKnowSpring() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.errand.security..", "dev.errand.spring..", "dev.errand.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(ALL);
  }

  @Test
  void securityKnowsSpringSecurityAndNoOtherPartOfSpring() {
    noClasses()
        .that()
        .resideInAPackage("dev.errand.security..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.springframework..")
                .and(not(resideInAPackage("org.springframework.security.."))))
        .check(ALL);
  }

  @Test
  void onlyTheEngineStartsThreadsForAttempts() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.errand",
            "dev.errand.operation..",
            "dev.errand.store..",
            "dev.errand.http..",
            "dev.errand.ogc..",
            "dev.errand.mcp..",
            "dev.errand.geogig..",
            "dev.errand.pageseeder..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.Executors")
        .orShould()
        .callMethod(Thread.class, "start")
        .check(ALL);
  }

  @Test
  void packagesAreNamedAfterWhatTheyKnow() {
    Set<String> vague =
        Set.of("util", "utils", "common", "helper", "helpers", "manager", "impl", "misc");
    Set<String> found = new TreeSet<>();
    for (JavaClass type : ALL) {
      Set<String> parts = new HashSet<>(List.of(type.getPackageName().split("\\.")));
      parts.retainAll(vague);
      if (!parts.isEmpty()) {
        found.add(type.getPackageName());
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void packagesSayThatNothingIsNullUnlessMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : ALL) {
      JavaPackage its = type.getPackage();
      if (!its.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(its.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void seesEveryModule() {
    assertThat(ALL.stream().map(JavaClass::getPackageName).distinct())
        .contains(
            "dev.errand",
            "dev.errand.engine",
            "dev.errand.sql",
            "dev.errand.sqlite",
            "dev.errand.postgres",
            "dev.errand.move",
            "dev.errand.http",
            "dev.errand.outgoing",
            "dev.errand.files",
            "dev.errand.osm",
            "dev.errand.geodata.osm",
            "dev.errand.geogig",
            "dev.errand.ogc",
            "dev.errand.mcp",
            "dev.errand.pageseeder",
            "dev.errand.programs",
            "dev.errand.security",
            "dev.errand.spring",
            "dev.errand.server");
  }

  private static List<String> with(String[] core, String... more) {
    List<String> packages = new ArrayList<>(List.of(core));
    packages.addAll(List.of(more));
    return packages;
  }
}
