// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import dev.errand.operation.TaskContext;
import dev.errand.task.Progress;
import java.util.Optional;

/**
 * The two steps of an export in the one progress of a task: first every document is looked at, then
 * packed, so the total is twice their number, once that is known.
 *
 * @param processed how many were looked at
 * @param total of how many; as many as were looked at until it is known
 * @param packed how many were packed
 */
record ExportProgress(long processed, long total, long packed) {

  static ExportProgress of(Optional<Progress> progress) {
    if (progress.isEmpty()) {
      return new ExportProgress(0, 0, 0);
    }
    long amount = Math.max(0, (long) progress.get().amount());
    if (progress.get().total().isEmpty()) {
      return new ExportProgress(amount, amount, 0);
    }
    long total = Math.max(0, (long) progress.get().total().getAsDouble() / 2);
    return new ExportProgress(total, total, Math.clamp(amount - total, 0, total));
  }

  static void processing(TaskContext context, String text, long processed) {
    context.progress(text, processed);
  }

  static void packaging(TaskContext context, String text, long packed, long total) {
    context.progress(text, (double) total + packed, 2.0 * total);
  }
}
