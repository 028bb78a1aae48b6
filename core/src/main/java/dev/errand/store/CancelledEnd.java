// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Task;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * How a task ends that was to wait again, but that somebody has cancelled: it is CANCELLED instead,
 * in the same change.
 *
 * @param notes the lines, level INFO, that its log gets then, told of the ended task
 */
public record CancelledEnd(
    Instant ended, Instant retentionEnd, Function<Task, List<String>> notes) {}
