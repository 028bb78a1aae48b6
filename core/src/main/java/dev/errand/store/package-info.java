// SPDX-License-Identifier: Apache-2.0
/**
 * The seam between the engine and what keeps tasks. A store knows rows and guards, never operations
 * or threads of attempts. Writes are asynchronous because a store gathers them: a future completes
 * when its write is durable, with what the write did. Every write of an attempt names task and
 * epoch; with an old epoch it changes nothing and says so. The files that tasks leave are kept
 * apart, by a store of outputs.
 */
@NullMarked
package dev.errand.store;

import org.jspecify.annotations.NullMarked;
