// SPDX-License-Identifier: Apache-2.0
/**
 * Fetches what a caller names by URL into a task's files, by the guarded client that requests of
 * callers go through.
 */
@NullMarked
package dev.errand.operations.fetch;

import org.jspecify.annotations.NullMarked;
