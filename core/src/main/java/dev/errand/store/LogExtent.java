// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

/**
 * What a task's log holds.
 *
 * @param last the sequence number of its last line, 0 if there is none
 * @param headLines how many lines the untouchable first half holds
 * @param headBytes how many bytes of text (UTF-8) it holds
 */
public record LogExtent(long last, long headLines, long headBytes) {

  public static final LogExtent EMPTY = new LogExtent(0, 0, 0);
}
