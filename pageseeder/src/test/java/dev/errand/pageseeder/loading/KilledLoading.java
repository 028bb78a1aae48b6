// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that unzips or loads until it is killed, and says how far it has come. Arguments: the
 * data folder, and the operation.
 */
final class KilledLoading {

  private KilledLoading() {}

  public static void main(String[] args) throws Exception {
    Workplace place = new Workplace(Path.of(args[0]));
    Task task = place.errand.submit(submission(args[1]));
    System.out.println("task " + task.id().number());
    double said = -1;
    while (true) {
      Task now = place.errand.task(task.id().number()).orElseThrow();
      double amount =
          now.progress()
              .filter(progress -> progress.total().isPresent())
              .map(progress -> progress.amount())
              .orElse(-1.0);
      if (amount > said) {
        said = amount;
        System.out.println("at " + (long) amount);
      }
      if (now.status().isTerminal()) {
        System.out.println("ended " + now.status());
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  static Submission submission(String operation) {
    ZoneInputs zone = new ZoneInputs(Village.SPECS, 11, Optional.empty(), Optional.empty());
    Record inputs =
        operation.equals(LoadUnzip.NAME)
            ? new LoadUnzip.Inputs(zone, "up.zip", true)
            : new LoadStart.Inputs(zone, Optional.empty(), Optional.empty(), true);
    return Submission.builder(operation).inputs(inputs).group(Village.SPECS).build();
  }
}
