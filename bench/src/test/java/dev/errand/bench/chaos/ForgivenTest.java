// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.SoakTask;
import dev.errand.testkit.soak.Witness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgivenTest {

  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final SoakTask NAME = new SoakTask("n0", SoakTask.Mix.CHAOS, 1);

  private final UUID task = UUID.randomUUID();

  private static Forgiven forgiven(boolean synchronous) {
    Failover failover =
        new Failover(synchronous, false, nanos(10_000), nanos(11_000), nanos(12_000));
    return new Forgiven(List.of(failover), LEASE, List.of());
  }

  private static long nanos(long millis) {
    return millis * 1_000_000;
  }

  private static Acknowledgements.Line submitted(long asked, long told) {
    return new Acknowledgements.Line("submitted", NAME, 1, false, nanos(asked), nanos(told));
  }

  private WitnessFile.Line line(UUID run, long millis, String what) {
    return new WitnessFile.Line(run, task, 1, 1, 1, "n", nanos(millis), what);
  }

  @Test
  void aTaskThatWasAcknowledgedInTheLastMomentsMayBeForgotten() {
    Forgiven forgiven = forgiven(false);

    assertThat(forgiven.acknowledgements(List.of(submitted(10_100, 10_200)))).isEmpty();
    assertThat(forgiven.forgotten()).startsWith("1 tasks");
  }

  @Test
  void aTaskThatWasAcknowledgedBeforeOrAfterwardsMayNot() {
    List<Acknowledgements.Line> lines = List.of(submitted(9_900, 9_990), submitted(11_100, 12_100));

    assertThat(forgiven(false).acknowledgements(lines)).isEqualTo(lines);
  }

  @Test
  void nothingMayBeForgottenWhereCommitsWaitForTheStandby() {
    List<Acknowledgements.Line> lines = List.of(submitted(10_100, 10_200));
    List<WitnessFile.Line> begun = List.of(line(UUID.randomUUID(), 10_500, Witness.BEGIN));

    assertThat(forgiven(true).acknowledgements(lines)).isEqualTo(lines);
    assertThat(forgiven(true).witnessed(begun)).isEqualTo(begun);
  }

  @Test
  void codeIsBegunAgainWhereTheClaimIsForgotten() {
    Forgiven forgiven = forgiven(false);
    WitnessFile.Line again = line(UUID.randomUUID(), 12_500, Witness.BEGIN);

    assertThat(forgiven.witnessed(List.of(line(UUID.randomUUID(), 10_500, Witness.BEGIN), again)))
        .as("of the two runs of one attempt")
        .hasSizeLessThan(2);
    assertThat(forgiven.forgotten()).contains("1 times code was begun again");
    assertThat(forgiven.violations()).isEmpty();
  }

  @Test
  void aForgottenAttemptMustNotGoOn() {
    Forgiven forgiven = forgiven(false);
    UUID run = UUID.randomUUID();

    forgiven.witnessed(
        List.of(line(run, 10_500, Witness.BEGIN), line(run, 18_100, Witness.AT_WORK)));

    assertThat(forgiven.violations()).singleElement().asString().contains("went on");
  }

  @Test
  void linesAreReadAsTheyWereWritten(@TempDir Path folder) throws Exception {
    WitnessFile.Line line = line(UUID.randomUUID(), 1, Witness.AT_WORK);

    assertThat(WitnessFile.Line.parse(line.text().strip())).isEqualTo(line);
    assertThat(WitnessFile.in(folder).read()).isEmpty();
  }
}
