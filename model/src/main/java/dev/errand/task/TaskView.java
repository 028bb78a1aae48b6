// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * A task as it is at one moment, and how far its log has come.
 *
 * @param lastLine the sequence number of the newest log line, 0 if there is none; of a task that
 *     does not run here what the store holds
 */
public record TaskView(Task task, long lastLine) {}
