// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines that the README and the guide to schedules have a newcomer paste, pasted one after the
 * other into one shell against a fresh server in a folder like the one they stand in. No command
 * may fail, and each block prints what the document shows below it.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
class ReadmeTourTest {

  private static final int PATIENCE_SECONDS = 120;

  /** Tells a command that failed, as a person would see it. */
  private static final String TRAP = "set -o pipefail; trap 'echo \"FAILED: $BASH_COMMAND\"' ERR\n";

  private static final String CUT = "-- next block --";

  @TempDir private Path folder;

  @Test
  void everyLineOfTheTourWorks() throws Exception {
    walk(part("README.md", "## A tour", "## What is guarant"), 8);
  }

  @Test
  void everyLineOfTheGuideToSchedulesWorks() throws Exception {
    walk(part("docs/schedules.md", "## Try it", "## What a schedule says"), 2);
  }

  private static Walk part(String document, String from, String to) throws IOException {
    String text = Files.readString(Path.of("..").resolve(document));
    return Walk.in(text.substring(text.indexOf(from), text.indexOf(to)));
  }

  /**
   * @param least the number of steps that there are more of
   */
  private void walk(Walk walk, int least) throws Exception {
    for (String tool : List.of("bash", "curl", "sed", "grep")) {
      assumeTrue(isThere(tool), tool);
    }
    lay();
    List<String> printed;
    try (RunningServer server = RunningServer.startAsItComes(folder)) {
      printed = paste(walk, server.address());
      assertThat(printed).hasSameSizeAs(walk.steps()).hasSizeGreaterThan(least);
      for (int i = 0; i < printed.size(); i++) {
        Walk.Step step = at(walk.steps().get(i), server.address());
        assertThat(printed.get(i)).as(step.lines()).doesNotContain("FAILED: ");
        assertThat(step.missingFrom(printed.get(i)))
            .as("missing from what was printed by\n%s: %s", step.lines(), printed.get(i))
            .isEmpty();
      }
    }
  }

  /** What lies in the folder that the README stands in. */
  private void lay() throws IOException {
    Files.createDirectory(folder.resolve("examples"));
    for (String file : List.of("README.md", "examples/village.osm")) {
      Files.copy(Path.of("..").resolve(file), folder.resolve(file));
    }
    Path launcher = folder.resolve("errand");
    String command =
        Child.command().stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(launcher, "#!/bin/sh\nexec " + command + " \"$@\"\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }

  private List<String> paste(Walk walk, URI server) throws IOException, InterruptedException {
    String script =
        walk.steps().stream()
            .map(step -> at(step, server).lines())
            .collect(Collectors.joining("\necho; echo '" + CUT + "'\n", TRAP, ""));
    Path said = folder.resolve("said");
    Process shell =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile()) // where curl draws its bars
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      shell.destroyForcibly();
    }
    return List.of(Files.readString(said, StandardCharsets.UTF_8).split(CUT + "\n", -1));
  }

  private static Walk.Step at(Walk.Step step, URI server) {
    String port = Integer.toString(server.getPort());
    return new Walk.Step(
        step.lines().replace("8182", port),
        step.prints().stream().map(text -> text.replace("8182", port)).toList());
  }

  private static boolean isThere(String tool) {
    return List.of("/bin", "/usr/bin", "/usr/local/bin").stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
  }
}
