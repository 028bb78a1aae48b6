// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script at the root, in a folder of its own with a Java and a Maven that only write down what
 * they are told.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in
          extract)
            for last; do :; done
            mkdir -p "$last" && : >"$last/errand.jar"
            exit
            ;;
          -XX:AOTCacheOutput=*)
            env >"${0%/*}/trained-with"
            echo cache >"${word#*=}"
            exit
            ;;
        esac
      done
      echo "in $(pwd -P)"
      echo "with $LC_ALL"
      for word; do echo "[$word]"; done
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$$ with $JAVA_HOME" >>built
      [ ! -e broken ] || { echo "[ERROR] nonsense in Some.java"; exit 1; }
      mkdir -p server/target && : >server/target/errand.jar
      """;

  @TempDir private Path folder;
  private Path home;
  private Path java;
  private Path elsewhere;

  @BeforeEach
  void lay() throws IOException {
    home = Files.createDirectories(folder.resolve("with space/errand home")).toRealPath();
    elsewhere = Files.createDirectories(folder.resolve("else where")).toRealPath();
    Files.copy(Path.of("..", "errand"), home.resolve("errand"));
    executable(home.resolve("errand"), Files.readString(home.resolve("errand")));
    for (String part : List.of("core", "server", "testkit")) {
      Files.createDirectories(home.resolve(part).resolve("src/main"));
      Files.writeString(home.resolve(part).resolve("pom.xml"), "<project/>");
    }
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    java = jdk("jdk", "25.0.1");
    executable(folder.resolve("bin/mvn"), MAVEN);
  }

  @Test
  void buildsOnceAndRunsFromWhereTheCallerIs() throws IOException {
    Child.Ended first = launch("run", "a b", "c=d");
    Child.Ended second = launch("--version");

    assertThat(first.code()).isZero();
    assertThat(first.err())
        .containsExactly("errand: building, which takes a minute the first time ...");
    assertThat(first.out().lines()).first().isEqualTo("in " + elsewhere);
    assertThat(first.out().lines()).endsWith("[run]", "[a b]", "[c=d]");
    assertThat(first.out())
        .contains("[--enable-native-access=ALL-UNNAMED]", "[" + unpacked() + "/errand.jar]");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).hasSize(1).first().asString().endsWith("with " + java);
  }

  @Test
  void buildsAgainWhatChanged() throws IOException {
    launch("--version");
    later(home.resolve("testkit/pom.xml"));
    assertThat(launch("--version").err()).as("is not run").isEmpty();
    later(home.resolve("core/src/main"));

    assertThat(launch("--version").err()).hasSize(1);
    assertThat(builds()).hasSize(2);
  }

  @Test
  void worksThroughLinks() throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("e"), home.resolve("errand"));
    Path second = Files.createSymbolicLink(elsewhere.resolve("f"), Path.of("e"));

    assertThat(link).isSymbolicLink();
    assertThat(launch(Map.of(), second, "--version").out())
        .contains("[" + unpacked() + "/errand.jar]");
  }

  /** Else the JVM could not name files with other letters than those of ASCII. */
  @Test
  void bringsALocaleOfUtf8WhereThereIsNone() throws IOException {
    for (String without : List.of("C", "POSIX", "xx_XX.UTF-8")) {
      assertThat(launch(Map.of("LC_ALL", without), home.resolve("errand"), "--version").out())
          .contains("with C.UTF-8");
    }
  }

  @Test
  void letsOnlyOneOfTwoBuild() throws IOException {
    List<Child> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(start(Map.of(), home.resolve("errand"), "--version"));
    }
    for (Child child : both) {
      assertThat(child.ended().code()).isZero();
    }
    assertThat(builds()).hasSize(1);
  }

  @Test
  void takesOverFromABuildThatWasKilled() throws IOException {
    Path lock = Files.createDirectories(home.resolve("target/errand-build.lock"));
    Files.writeString(lock.resolve("pid"), "999999999\n");

    assertThat(launch("--version").code()).isZero();
    assertThat(lock).doesNotExist();
  }

  /** A store named in the environment would be worked on. */
  @Test
  void trainsWithoutWhatTheEnvironmentSays() throws IOException {
    launch(Map.of("ERRAND_STORE", "jdbc:nowhere", "SERVER_PORT", "1"), home.resolve("errand"));

    assertThat(java.resolve("bin/trained-with")).content().doesNotContain("ERRAND", "SERVER_PORT");
    assertThat(launch("--version").out())
        .contains("[-XX:AOTCache=" + unpacked() + "/errand.aot]")
        .as("what the JVM says of it")
        .contains("[-Xlog:all=warning,aot*=off,cds*=off:stderr]");
  }

  @Test
  void runsWhatStandsBesideItInAnArchiveWithoutMaven() throws IOException {
    Files.createDirectory(home.resolve("lib"));
    Files.createFile(home.resolve("errand.jar"));
    Files.delete(java.resolve("bin/javac"));

    Child.Ended ended = launch("--version");

    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(ended.out()).contains("[" + home + "/errand.jar]");
    assertThat(home.resolve("built")).doesNotExist();
    assertThat(launch("bench").err())
        .containsExactly("errand: the benchmarks come with the sources only");
  }

  @Test
  void showsWhatIsWrongWithABuild() throws IOException {
    Files.createFile(home.resolve("broken"));

    Child.Ended ended = launch("--version");

    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err())
        .contains("[ERROR] nonsense in Some.java")
        .last()
        .isEqualTo("errand: the build failed, see above");
    assertThat(home.resolve("target/errand-build.lock")).doesNotExist();
  }

  @Test
  void refusesAnOlderJava() throws IOException {
    Path old = jdk("old", "17.0.15");

    Child.Ended ended = launch(Map.of("ERRAND_JAVA_HOME", old.toString()), home.resolve("errand"));

    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err())
        .containsExactly(
            "errand: ERRAND_JAVA_HOME is "
                + old
                + ", which is Java 17; Errand needs Java 25 or later");
  }

  @Test
  void refusesAJavaThatIsNotThere() {
    Child.Ended ended = launch(Map.of("ERRAND_JAVA_HOME", "/nowhere"), home.resolve("errand"));

    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).singleElement().asString().contains("there is no bin/java in it");
  }

  @Test
  void passesOverAnOlderJavaThatIsTheDefault() throws IOException {
    Path old = jdk("old", "17.0.15");
    Path fitting = jdk("home/.jdks/new", "26");

    Child.Ended ended =
        launch(
            Map.of(
                "ERRAND_JAVA_HOME", "",
                "JAVA_HOME", old.toString(),
                "HOME", folder.resolve("home").toString()),
            home.resolve("errand"));

    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(builds()).first().asString().doesNotEndWith("with " + old);
    assertThat(fitting).isDirectory();
  }

  @Test
  void saysThatMavenIsMissing() throws IOException {
    Files.delete(folder.resolve("bin/mvn"));
    for (String tool :
        List.of("sh", "mkdir", "rm", "find", "sed", "cat", "date", "dirname", "readlink")) {
      Files.createSymbolicLink(folder.resolve("bin").resolve(tool), which(tool));
    }

    Child.Ended ended =
        launch(Map.of("PATH", folder.resolve("bin").toString()), home.resolve("errand"));

    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .startsWith("errand: needs Maven to build itself");
  }

  private Child.Ended launch(String... args) {
    return launch(Map.of(), home.resolve("errand"), args);
  }

  private Child.Ended launch(Map<String, String> environment, Path script, String... args) {
    try (Child child = start(environment, script, args)) {
      return child.ended();
    }
  }

  private Child start(Map<String, String> environment, Path script, String... args) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/env"));
    command.add("ERRAND_JAVA_HOME=" + java);
    command.add("PATH=" + folder.resolve("bin") + ":/usr/bin:/bin");
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.add(script.toString());
    command.addAll(List.of(args));
    return Child.start(elsewhere, command);
  }

  private Path unpacked() throws IOException {
    Path builds = home.resolve("server/target/builds");
    return builds.resolve(Files.readString(builds.resolve("current")).strip());
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(home.resolve("built"));
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = folder.resolve(name);
    executable(jdk.resolve("bin/java"), JAVA);
    executable(jdk.resolve("bin/javac"), JAVA);
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void later(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(3600)));
  }

  private static Path which(String tool) {
    for (String place : List.of("/bin", "/usr/bin")) {
      if (Files.isExecutable(Path.of(place, tool))) {
        return Path.of(place, tool);
      }
    }
    throw new IllegalStateException("no " + tool);
  }
}
