// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import dev.errand.task.Submission;

/**
 * What somebody wants of a schedule.
 *
 * @param submission what each tick submits, with secrets; a priority, an ordering key, a
 *     transaction and a reply are of one start and are not kept
 * @param paused whether it is not to start anything for now
 */
public record ScheduleRequest(Submission submission, Plan plan, boolean paused) {}
