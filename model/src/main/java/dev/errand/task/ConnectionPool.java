// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * Connections of a node to its database.
 *
 * @param name of the pool
 * @param active those in use
 * @param idle those that are there and not in use
 * @param waiting threads that wait for one
 * @param most how many there may be
 */
public record ConnectionPool(String name, int active, int idle, int waiting, int most) {}
