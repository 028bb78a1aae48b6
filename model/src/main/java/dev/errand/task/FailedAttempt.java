// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Optional;

/**
 * An attempt that failed and after which the task is tried again.
 *
 * @param attempt its number
 * @param counted which it was of those that count
 * @param of how many may count
 * @param type the class of the exception
 * @param message what the exception said, if anything
 */
public record FailedAttempt(
    int attempt, int counted, int of, String type, Optional<String> message) {}
