// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each benchmark runs for a moment and says what came of it; how fast anything is, is not asked.
 */
class BenchTest {

  private static final String RATIO = "\\(a\\) \\d+\\.\\d\\d";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "submit --callers 4",
        "life-cycle --workers 2 --tasks 50",
        "postgres --workers 2 --tasks 50",
        "nodes --workers 2 --tasks 50",
        "poll --callers 4 --tasks 100"
      })
  void printsRatiosAndTheMachine(String command) {
    String said = run(command + " --rounds 1 --warm-ups 0 --seconds 0.05");
    assertThat(said).containsPattern("\\d+ cores, .* Java \\d+.* force\\(\\) .* load");
    assertThat(said).containsPattern("errand.*" + RATIO);
  }

  @Test
  void measuresHowSoonTasksArePickedUp() {
    assertThat(run("pickup --tasks 5 --pause 0"))
        .containsPattern("on the same node: +p50 [\\d.]+ ms, p99 .* of 5")
        .containsPattern("on another node: +p50 [\\d.]+ ms, p99 .* of 5");
  }

  @Test
  void importsAFile(@TempDir Path folder) throws Exception {
    Path file = new SyntheticPbf(2_000).write(folder.resolve("made.pbf"));
    String said = run("import --rounds 1 --warm-ups 0 --file " + file);
    assertThat(said).contains("2,200 entities").containsPattern("errand, entities +[\\d,]+");
    if (Ogr.version().isPresent()) {
      assertThat(said).containsPattern("errand, entities.*" + RATIO);
    }
  }

  @Test
  void exportsPoints() throws Exception {
    String said = run("export --points 2000 --rounds 1 --warm-ups 0 --heap 64m");
    assertThat(said)
        .contains("2,000 points")
        .containsPattern("errand, points +[\\d,]+")
        .containsPattern("-Xmx64m: imported in .* exported in .* peak heap \\d+ MiB, peak RSS");
    if (Ogr.version().isPresent()) {
      assertThat(said).containsPattern("errand, points.*" + RATIO);
    }
  }

  @Test
  void streamsEvents() {
    assertThat(run("streams --streams 20 --tasks 2 --seconds 2 --heap 64m"))
        .contains("streams: 20 about 2 tasks")
        .containsPattern("[1-9]\\d* events/s came in over \\d+ s; 20 of them open")
        .containsPattern("polls beside them: +p50 [\\d.]+ ms");
  }

  @Test
  void streamsToAgents() {
    assertThat(run("streams --agents --streams 20 --tasks 2 --seconds 2 --heap 64m"))
        .contains("subscriptions: 20 about 2 tasks")
        .containsPattern("[1-9]\\d* events/s came in over \\d+ s; 20 of them open");
  }

  @Test
  void waitsInLongPolls() {
    assertThat(run("longpoll --polls 20 --tasks 2 --rounds 1"))
        .containsPattern(
            "heap .* RSS .* one by one p50 -?[\\d.]+ ms, .* of 10; all at once p50 .* of 10");
  }

  @Test
  void importsInASmallHeap() {
    assertThat(run("import --synthetic 2000 --heap 64m"))
        .containsPattern("-Xmx64m: 2,200 entities in .* peak heap \\d+ MiB, peak RSS");
  }

  @Test
  void measuresOnlyWhatIsAskedFor() {
    String said = run("submit --callers 2 --rounds 1 --warm-ups 0 --seconds 0.05 --only servlet");
    assertThat(said).contains("servlet alone").doesNotContain("errand,");
  }

  @Test
  void leavesNothingBehind() throws IOException {
    Scratch scratch = Scratch.create();
    Files.writeString(scratch.within().folder().resolve("file"), "something");
    scratch.close();
    assertThat(scratch.folder()).doesNotExist();
  }

  /** Runs a command, which must succeed; what it prints. */
  private static String run(String command) {
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.execute(command.split(" "))).isZero();
    } finally {
      System.setOut(out);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
