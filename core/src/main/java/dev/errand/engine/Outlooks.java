// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.limit.Outlook;
import dev.errand.task.Task;
import java.util.Optional;

/** Says of tasks that have not ended why they wait and how long they take. */
record Outlooks(WaitReasons reasons, Estimates estimates) {

  static Outlooks of(QueueForecast.Parts parts, Estimates.Node node) {
    return new Outlooks(
        new WaitReasons(node.store(), parts.limits(), parts.operations()),
        new Estimates(parts.durations(), new QueueForecast(parts), node));
  }

  Outlook of(Task task) {
    return switch (task.status()) {
      case RUNNING -> new Outlook(Optional.empty(), estimates.running(task));
      case WAITING ->
          reasons
              .of(task)
              .map(
                  found -> new Outlook(Optional.of(found.reason()), estimates.waiting(task, found)))
              .orElse(Outlook.NOTHING);
      case FINISHED, FAILED, CANCELLED -> Outlook.NOTHING;
    };
  }
}
