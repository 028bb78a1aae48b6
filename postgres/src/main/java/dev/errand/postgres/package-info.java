// SPDX-License-Identifier: Apache-2.0
/**
 * The shared store: tasks of several nodes in one PostgreSQL, 14 or later.
 *
 * <p>Each node has one thread that writes. It turns whatever has gathered into a few statements of
 * many rows, commits them together, and then answers. Reads go through a pool of their own.
 *
 * <p>Transactions are READ COMMITTED. What keeps nodes apart: claims skip rows that others have
 * locked; whatever an attempt writes names the epoch and the node that holds the task; and changes
 * that concern an ordering key take an advisory lock of that key before their first look at the
 * table, so that tasks of one key become visible in the order of their numbers and each end sees
 * every successor.
 */
@NullMarked
package dev.errand.postgres;

import org.jspecify.annotations.NullMarked;
