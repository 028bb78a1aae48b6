// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.NewTask;
import dev.errand.store.Recording;
import java.util.Optional;

/**
 * What a command has to do with, as far as others must know.
 *
 * @param number the task it changes; 0 if that is not one that is there already
 * @param orderingKey the key that it adds a task to
 * @param ends whether it may end the task and so let a successor go
 * @param weight about how many characters it carries
 */
record Touched(long number, Optional<String> orderingKey, boolean ends, long weight) {

  static final Touched NOTHING = new Touched(0, Optional.empty(), false, 0);

  static Touched task(long number) {
    return new Touched(number, Optional.empty(), false, 0);
  }

  static Touched byRecording(long number, Recording recording) {
    return new Touched(number, Optional.empty(), false, weight(recording));
  }

  static Touched byEnd(long number, Recording recording) {
    return new Touched(number, Optional.empty(), true, weight(recording));
  }

  /** Of one that goes back; it ends if somebody has cancelled it. */
  static Touched byReturn(long number) {
    return new Touched(number, Optional.empty(), true, 0);
  }

  static Touched by(NewTask task) {
    long weight = task.inputs().text().length() + task.submission().inputs().text().length();
    return new Touched(0, task.submission().orderingKey(), false, weight);
  }

  private static long weight(Recording recording) {
    return recording.lines().stream().mapToLong(line -> line.text().length()).sum();
  }
}
