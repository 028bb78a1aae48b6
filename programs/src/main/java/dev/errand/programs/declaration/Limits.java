// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a program and all that it starts may use.
 *
 * @param time from its start to its end
 * @param memory in bytes, together
 * @param cpuTime of all together
 * @param openFiles of each process
 * @param processes at the same time
 */
public record Limits(
    Optional<Duration> time,
    OptionalLong memory,
    Optional<Duration> cpuTime,
    OptionalLong openFiles,
    OptionalLong processes) {

  public static final Limits NONE =
      new Limits(
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());
}
