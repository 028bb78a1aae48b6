// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.Progress;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that runs the newest task of a data folder until it is killed, and says how far it is.
 */
final class KilledMover {

  private KilledMover() {}

  /**
   * Arguments: the data folder; to submit a task first, the operation, the group and the inputs; to
   * cancel it, the number of files after which.
   */
  public static void main(String[] args) throws Exception {
    Workshop shop = new Workshop(Path.of(args[0]));
    if (args.length > 1) {
      shop.errand.submit(
          Submission.builder(args[1])
              .group(Long.parseLong(args[2]))
              .inputs(new Json(args[3]))
              .build());
    }
    double cancelAt = args.length > 4 ? Double.parseDouble(args[4]) : Double.MAX_VALUE;
    Task task = newest(shop);
    while (!task.status().isTerminal()) {
      double amount = task.progress().map(Progress::amount).orElse(0.0);
      System.out.println("at " + (long) amount);
      if (amount >= cancelAt && task.cancelRequest().isEmpty()) {
        shop.errand.cancel(task.id(), Optional.empty());
        System.out.println("cancelled");
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      task = newest(shop);
    }
    System.out.println("ended");
  }

  private static Task newest(Workshop shop) {
    return shop.errand.tasks(TaskFilter.ALL, Page.newest(1)).getFirst();
  }
}
