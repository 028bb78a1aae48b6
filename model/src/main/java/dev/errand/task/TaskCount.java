// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/** How many tasks of an operation are in a state. */
public record TaskCount(String operation, TaskStatus status, long count) {}
