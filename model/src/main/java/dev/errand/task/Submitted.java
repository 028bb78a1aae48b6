// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * What came of a submission.
 *
 * @param repeated whether the task was there already, by the same {@link Idempotency}
 */
public record Submitted(Task task, boolean repeated) {}
