// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a cancel has come with the attempt that it reached; absent is what has not happened.
 *
 * @param interrupted its thread was interrupted
 * @param noticed it asked whether it is cancelled, or reacted otherwise
 * @param killed what it had started beside itself was ended by force
 * @param abandoned it did not stop in time, and nothing that it does counts any more
 */
public record CancelSteps(
    Optional<Instant> interrupted,
    Optional<Instant> noticed,
    Optional<Instant> killed,
    Optional<Instant> abandoned) {

  public static final CancelSteps NONE =
      new CancelSteps(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The same once it was interrupted; the first time counts, as for the others. */
  public CancelSteps interrupted(Instant time) {
    return new CancelSteps(interrupted.or(() -> Optional.of(time)), noticed, killed, abandoned);
  }

  /** The same once it noticed. */
  public CancelSteps noticed(Instant time) {
    return new CancelSteps(interrupted, noticed.or(() -> Optional.of(time)), killed, abandoned);
  }

  /** The same once force was used. */
  public CancelSteps killed(Instant time) {
    return new CancelSteps(interrupted, noticed, killed.or(() -> Optional.of(time)), abandoned);
  }

  /** The same once it was abandoned. */
  public CancelSteps abandoned(Instant time) {
    return new CancelSteps(interrupted, noticed, killed, abandoned.or(() -> Optional.of(time)));
  }
}
