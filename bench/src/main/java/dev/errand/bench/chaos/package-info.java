// SPDX-License-Identifier: Apache-2.0
/**
 * Nodes on one PostgreSQL while everything breaks for a set time: processes, connections, clocks,
 * the database and its standby; and what became of every promise in the end.
 */
@NullMarked
package dev.errand.bench.chaos;

import org.jspecify.annotations.NullMarked;
