// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked and run where there is a Java but no Maven. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
class ArchiveIT {

  @TempDir private static Path folder;
  private static Path home;

  @BeforeAll
  static void unpack() throws IOException {
    Path archive;
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      archive = built.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
    assertThat(archive.getFileName()).hasToString("errand-" + Version.current() + ".tar.gz");
    try (Child tar =
        Child.start(folder, List.of("tar", "-xzf", archive.toAbsolutePath().toString()))) {
      assertThat(tar.ended().code()).isZero();
    }
    home = folder.resolve("errand-" + Version.current());
  }

  @Test
  void hasEveryLibraryAndNoOther() throws IOException {
    String classPath;
    try (JarFile jar = new JarFile(home.resolve("errand.jar").toFile())) {
      classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    }
    try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
      assertThat(libraries.map(file -> "lib/" + file.getFileName()))
          .containsExactlyInAnyOrder(classPath.split(" "));
    }
  }

  @Test
  void servesWithoutMaven() throws IOException {
    try (Child server = launch("serve", "--port", "0")) {
      assertThat(server.lineWith("address")).contains("http://127.0.0.1:");
      server.signal("TERM");
      assertThat(server.ended().err())
          .contains("errand: making a cache that halves later starts ...");
    }
    assertThat(home.resolve("errand.aot")).isNotEmptyFile();
    assertThat(Files.list(home).filter(file -> file.toString().contains(".aot."))).isEmpty();
    try (Child server = launch("serve", "--port", "0")) {
      assertThat(server.lineWith("address")).contains("http://127.0.0.1:");
      server.signal("TERM");
      assertThat(server.ended().err()).isEmpty();
    }
  }

  @Test
  void runsATaskWithItsExample() {
    try (Child run =
        launch(
            "run",
            "osm-import",
            "repo=village",
            "file=" + home.resolve("examples/village.osm"),
            "--data",
            "trial")) {
      assertThat(run.ended().code()).isZero();
    }
  }

  @Test
  void completesInBash() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash");
    String script =
        "errand() { '%s' \"$@\"; }; source '%s'; complete -p errand; COMP_WORDS=(errand cal); COMP_CWORD=1;"
            + " _complete_errand; echo \"${COMPREPLY[@]}\"";
    try (Child bash =
        start(
            "/bin/bash",
            "-c",
            script.formatted(
                home.resolve("errand"),
                home.resolve("share/bash-completion/completions/errand")))) {
      Child.Ended ended = bash.ended();
      assertThat(ended.out())
          .as(ended.toString())
          .contains("complete -o")
          .endsWith("callback-secret\n");
    }
  }

  private static Child launch(String... args) {
    List<String> command = new ArrayList<>(List.of(home.resolve("errand").toString()));
    command.addAll(List.of(args));
    return start(command.toArray(String[]::new));
  }

  /** With the tools of every system on the path, and this Java. */
  private static Child start(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/bin/env",
                "-i",
                "PATH=" + folder.resolve("bin"),
                "ERRAND_JAVA_HOME=" + System.getProperty("java.home")));
    command.addAll(List.of(words));
    return Child.start(folder, command);
  }

  @BeforeAll
  static void layTools() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool :
        List.of(
            "sh",
            "cat",
            "dirname",
            "env",
            "find",
            "grep",
            "kill",
            "locale",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep")) {
      for (String place : List.of("/bin", "/usr/bin")) {
        if (Files.isExecutable(Path.of(place, tool)) && Files.notExists(bin.resolve(tool))) {
          Files.writeString(
              bin.resolve(tool), "#!/bin/sh\nexec %s/%s \"$@\"\n".formatted(place, tool));
          Files.setPosixFilePermissions(
              bin.resolve(tool), PosixFilePermissions.fromString("rwx------"));
        }
      }
    }
  }
}
