// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.OperationInfo;
import dev.errand.task.RefusedStart;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import dev.errand.task.TickOutcome;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners, none of which can do harm. */
final class Notifications {

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  private final List<TaskListener> listeners;

  Notifications(Collection<TaskListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  void submitted(Task task) {
    tell(TaskListener::submitted, task);
  }

  void started(Task task) {
    tell(TaskListener::started, task);
  }

  void lost(Task task) {
    tell(TaskListener::lost, task);
  }

  void ended(Task task) {
    tell(TaskListener::ended, task);
  }

  void registered(Collection<OperationInfo> operations) {
    List<String> names = operations.stream().map(OperationInfo::name).toList();
    tell(listener -> listener.registered(names), "other operations");
  }

  void refused(RefusedStart start) {
    tell(listener -> listener.refused(start), "a start that was refused");
  }

  void ticked(TickOutcome outcome) {
    tell(listener -> listener.ticked(outcome), "a tick");
  }

  private void tell(BiConsumer<TaskListener, Task> event, Task task) {
    tell(listener -> event.accept(listener, task), "task " + task.id().number());
  }

  private void tell(Consumer<TaskListener> event, String what) {
    for (TaskListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        LOG.warn("A listener failed on {}", what, e);
      }
    }
  }
}
