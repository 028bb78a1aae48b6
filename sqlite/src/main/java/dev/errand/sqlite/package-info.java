// SPDX-License-Identifier: Apache-2.0
/**
 * The embedded store: one SQLite file in a data folder, open to one process.
 *
 * <p>One thread writes. It takes what has gathered, applies it in one transaction, commits with a
 * sync of the disk, and only then answers; so a lone caller waits for one commit and many share it.
 * A few read-only connections answer questions beside it. Of tasks, those that run are kept on the
 * heap, and as many ended ones as fit into a fixed part of it.
 *
 * <p>Waiting tasks are claimed from an index that holds exactly those that may run now, in the
 * order of claiming: what is blocked by its ordering key, or belongs to an operation that nobody
 * registered, is not in it.
 */
@NullMarked
package dev.errand.sqlite;

import org.jspecify.annotations.NullMarked;
