// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.CancelledEnd;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What follows, in the same transaction, when an attempt has let its task go without an end. */
record Returned(OrderingKeys keys, Announcements announcements, LimitedWork limited) {

  /** To be called with each task, which waits or was cancelled. */
  void tell(Connection connection, Task task, CancelledEnd cancelled) throws SQLException {
    if (task.status().isTerminal()) {
      keys.release(connection, List.of(task));
      limited.ended(List.of(task));
      Notes.add(connection, task.id().number(), cancelled.notes().apply(task), cancelled.ended());
    } else if (task.times().due().isEmpty() && !task.isParked()) {
      announcements.work();
    } else {
      limited.ended(List.of(task));
    }
  }
}
