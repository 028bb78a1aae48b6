// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Json;
import dev.errand.task.Task;
import java.util.Optional;

/**
 * A task that is RUNNING now.
 *
 * @param inputs as submitted, secrets included
 * @param log what the log holds from earlier attempts
 * @param position that an attempt before this, or this one, left with its log
 * @param right of the process that claimed it
 */
public record Claimed(
    Task task, Json inputs, LogExtent log, Optional<String> position, Right right) {}
