// SPDX-License-Identifier: Apache-2.0
/**
 * Claims tasks and runs their attempts; the only place that starts threads. Embedders use it
 * through {@link dev.errand.Errand}.
 *
 * <p>How a task moves: {@link dev.errand.engine.Engine} hands a row to the store and wakes a {@code
 * Dispatcher}, which claims as many tasks as it has free slots in the same commit. Each claimed
 * task becomes a {@code LiveAttempt}, the one place that knows the newest progress and whether it
 * should stop. An {@code AttemptRun} calls the operation and turns what happened into one ending.
 * The {@code Recorder} carries progress and log lines to the store meanwhile.
 */
@NullMarked
package dev.errand.engine;

import org.jspecify.annotations.NullMarked;
