// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import dev.errand.pageseeder.ServiceWriter;
import dev.errand.pageseeder.ThreadContent;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;

/** The thread of an export: its two steps, and the file once it can be downloaded. */
public final class ExportContent implements ThreadContent {

  @Override
  public void write(ServiceWriter writer, Task task) {
    ExportProgress progress = ExportProgress.of(task.progress());
    step(writer, "processing", progress.processed(), progress.total());
    step(writer, "packaging", progress.packed(), progress.total());
    if (task.status() == TaskStatus.FINISHED) {
      task.result().ifPresent(result -> writer.text("zip", result.as(ExportResult.class).zip()));
    }
  }

  private static void step(ServiceWriter writer, String name, long current, long total) {
    writer.open(name).attribute("current", current).attribute("total", total).close();
  }
}
