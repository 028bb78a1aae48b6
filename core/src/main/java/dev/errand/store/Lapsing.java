// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.Json;
import java.util.Optional;

/**
 * An open question whose time is over.
 *
 * @param number of the task
 * @param standard what counts instead of an answer
 */
public record Lapsing(long number, String key, Optional<Json> standard) {}
