// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

/** A moment of chaos comes to its end and says what it came to; promises are kept. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(300)
@EnabledIfSystemProperty(named = "soak", matches = "true")
class ChaosBenchTest {

  @Test
  void breaksEverythingForAMoment() {
    PrintStream out = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    int code;
    try {
      code =
          new CommandLine(new ChaosBench())
              .setCaseInsensitiveEnumValuesAllowed(true)
              .execute("--time 8s --nodes 2 --hogs 0 --pace 40 --without clocks".split(" "));
    } finally {
      System.setOut(out);
    }
    String said = bytes.toString(StandardCharsets.UTF_8);
    assertThat(said)
        .containsPattern("tasks acknowledged +[1-9]")
        .containsPattern("calls of code +[1-9]")
        .containsPattern("kills +[1-9]")
        .containsPattern("crashes +[1-9]")
        .containsPattern("failovers +[1-9]\\d* +\\d+ with synchronous_commit");
    assertThat(code).as(said).isZero();
  }
}
