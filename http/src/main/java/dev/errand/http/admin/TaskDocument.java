// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.task.Task;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What an administrator has changed of a task, as it is written.
 *
 * @param rerunOf the key of the task that is run again by this one
 */
record TaskDocument(
    UUID key, long number, String operation, String status, int priority, Optional<UUID> rerunOf) {

  static TaskDocument of(Task task) {
    return new TaskDocument(
        task.id().key(),
        task.id().number(),
        task.operation(),
        task.status().name().toLowerCase(Locale.ROOT),
        task.submission().priority(),
        task.submission().options().rerunOf());
  }
}
