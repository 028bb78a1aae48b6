// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.pageseeder.ServiceWriter;
import dev.errand.pageseeder.ThreadContent;
import dev.errand.task.Progress;
import dev.errand.task.Task;

/** The thread of a load: its progress, and what it asks about if it stopped to ask. */
public final class LoadContent implements ThreadContent {

  @Override
  public void write(ServiceWriter writer, Task task) {
    task.progress()
        .filter(progress -> progress.total().isPresent())
        .ifPresent(progress -> progress(writer, progress));
    task.result()
        .flatMap(result -> result.as(LoadResult.class).overwriteSummary())
        .ifPresent(summary -> summary(writer, summary));
  }

  private static void progress(ServiceWriter writer, Progress progress) {
    long total = (long) progress.total().orElse(0);
    writer
        .open("progress")
        .attribute("total", total)
        .attribute("current", Math.clamp((long) progress.amount(), 0, total))
        .close();
  }

  private static void summary(ServiceWriter writer, OverwriteSummary summary) {
    writer
        .open("overwrite-summary")
        .attribute("destination", summary.destination())
        .attribute("overwrites", summary.overwrites())
        .attribute("new", summary.added());
    writer.repeat("file");
    for (OverwriteSummary.Overwritten file : summary.files()) {
      writer
          .item()
          .attribute("name", file.name())
          .attribute("path", "/")
          .attribute("type", file.folder() ? "folder" : "file")
          .attribute("existing", file.existing())
          .attribute("overwritten", file.overwritten())
          .close();
    }
    writer.close();
    writer.close();
  }
}
