// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Accounts;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.Progress;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.OtherProcess;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that runs the newest task of a data folder until it is killed, and says how far it is:
 * {@code at} so many files; {@code here} where it stops beside the change of a group's name.
 */
final class KilledMover {

  /** Where it does not stop. */
  static final String NOWHERE = "nowhere";

  /** When the folder has its new name and the group has not. */
  static final String BEFORE_THE_NAME = "before";

  /** When both have their new name. */
  static final String AFTER_THE_NAME = "after";

  private KilledMover() {}

  /**
   * Arguments: the data folder, and where it stops; to submit a task first, the operation, the
   * group and the inputs; to cancel it, the number of files after which.
   */
  public static void main(String[] args) throws Exception {
    Workshop shop = new Workshop(Path.of(args[0]), accounts -> stopping(accounts, args[1]));
    if (args.length > 2) {
      shop.errand.submit(
          Submission.builder(args[2])
              .group(Long.parseLong(args[3]))
              .inputs(new Json(args[4]))
              .build());
    }
    double cancelAt = args.length > 5 ? Double.parseDouble(args[5]) : Double.MAX_VALUE;
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

  private static Accounts stopping(Accounts accounts, String where) {
    return (Accounts)
        Proxy.newProxyInstance(
            Accounts.class.getClassLoader(),
            new Class<?>[] {Accounts.class},
            (_, method, arguments) -> {
              boolean naming = method.getName().equals("renameGroup");
              if (naming && where.equals(BEFORE_THE_NAME)) {
                OtherProcess.pauseAt("here");
              }
              Object answer = method.invoke(accounts, arguments);
              if (naming && where.equals(AFTER_THE_NAME)) {
                OtherProcess.pauseAt("here");
              }
              return answer;
            });
  }
}
