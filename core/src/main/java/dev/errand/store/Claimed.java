// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Json;
import dev.errand.task.Task;

/**
 * A task that is RUNNING now.
 *
 * @param inputs as submitted, secrets included
 * @param log what the log holds from earlier attempts
 * @param right of the process that claimed it
 */
public record Claimed(Task task, Json inputs, LogExtent log, Right right) {}
