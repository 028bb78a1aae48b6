// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import java.util.List;

/**
 * What a load would replace, had it not stopped to ask.
 *
 * @param destination the folder as PageSeeder's addresses have it
 * @param overwrites how many files would be replaced
 * @param added how many files would be new
 * @param files what stands at the top of the load and has files that would be replaced; {@link
 *     #MOST} at the most
 */
public record OverwriteSummary(
    String destination, long overwrites, long added, List<Overwritten> files) {

  static final int MOST = 1_000;

  /**
   * A file or folder at the top of the load.
   *
   * @param existing how many files there are at the destination under its name
   * @param overwritten how many of them would be replaced
   */
  public record Overwritten(String name, boolean folder, long existing, long overwritten) {}
}
