// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Instant;
import java.util.Optional;

/**
 * An answer that counts.
 *
 * @param time when it came, by the store's clock
 * @param by the name of who gave it, where that is known; nobody's where the time was over
 */
public record Answered(Answer answer, Instant time, Optional<String> by) {}
