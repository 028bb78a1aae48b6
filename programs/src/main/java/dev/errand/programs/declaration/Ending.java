// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.programs.process.Signal;
import java.time.Duration;
import java.util.Set;

/**
 * How a program ends.
 *
 * @param success the exit codes that mean success
 * @param signal what it is told when it is to stop
 * @param grace how long it may take then, before it is killed
 * @param outlivesServer whether it goes on when its server is killed or stopped, for the next one
 */
public record Ending(Set<Integer> success, Signal signal, Duration grace, boolean outlivesServer) {

  public Ending {
    success = Set.copyOf(success);
  }
}
