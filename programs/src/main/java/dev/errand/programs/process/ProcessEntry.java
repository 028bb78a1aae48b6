// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

/**
 * A process as the system lists it. Its id may be given again once it is over; with its start it is
 * unique.
 *
 * @param session the id of the process that began its session; -1 where the system does not tell
 * @param start when it started: a number that grows, of no known unit
 * @param ended whether only its exit status is left
 */
record ProcessEntry(long pid, long parent, long session, long start, boolean ended) {}
