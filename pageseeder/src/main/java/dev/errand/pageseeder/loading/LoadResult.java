// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import java.util.Optional;

/**
 * What a load has done.
 *
 * @param files how many are in the documents now; 0 if it stopped to ask
 * @param folders how many empty ones are
 * @param missing how many were taken from the loading zone meanwhile
 * @param overwriteSummary what it asks about
 */
public record LoadResult(
    long files, long folders, long missing, Optional<OverwriteSummary> overwriteSummary) {

  static final LoadResult NOTHING = new LoadResult(0, 0, 0, Optional.empty());

  static LoadResult asking(OverwriteSummary summary) {
    return new LoadResult(0, 0, 0, Optional.of(summary));
  }
}
