// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

/**
 * What a PostgreSQL server has done since it started.
 *
 * @param cpuNanos processor time of all its processes, those that are gone included
 * @param walBytes how much it wrote to its write-ahead log
 */
record DatabaseCost(long cpuNanos, long walBytes) {

  DatabaseCost since(DatabaseCost earlier) {
    return new DatabaseCost(cpuNanos - earlier.cpuNanos, walBytes - earlier.walBytes);
  }
}
