// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.programs.declaration.Limits;
import dev.errand.programs.process.Remains;
import dev.errand.programs.process.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * What is made of an end that the kernel gave a program, which few machines let tests bring about.
 */
class ExitFailureTest {

  private static final int KILLED = 137;

  private static final Remains OUT_OF_MEMORY =
      new Remains(
          List.of(), List.of(), new Usage(60 << 20, Duration.ZERO, 1, new Usage.Disk(0, 0)), true);

  @Test
  void anEndForTheLimitOfMemoryIsNotTriedAgain() {
    Limits limits =
        new Limits(
            Optional.empty(),
            OptionalLong.of(50 << 20),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    assertThat(ExitFailure.of(KILLED, OUT_OF_MEMORY, limits, ""))
        .isInstanceOf(OverLimitException.class)
        .hasMessage("The program used 60 MiB of memory, over its limit of 50 MiB, and was ended.");
  }

  @Test
  void anEndForWantOfMemoryIsNoLimitOfIts() {
    assertThat(ExitFailure.of(KILLED, OUT_OF_MEMORY, Limits.NONE, ""))
        .isNotInstanceOf(OverLimitException.class)
        .hasMessage("The system had no more memory and ended the program, which used 60 MiB.");
  }
}
