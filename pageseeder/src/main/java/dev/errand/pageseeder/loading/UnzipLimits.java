// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

/**
 * How much may come out of a zip file.
 *
 * @param entries files and folders at the most
 * @param bytes of all files together at the most
 * @param ratio how many times as large as in the zip a file may be, and all files together
 * @param ratioFrom the size in bytes up to which the ratio does not count
 * @param depth how many folders deep a file may lie
 */
public record UnzipLimits(long entries, long bytes, long ratio, long ratioFrom, int depth) {

  /** 100,000 entries, 16 GiB, 100 times beyond 10 MiB, 50 folders. */
  public static final UnzipLimits DEFAULTS =
      new UnzipLimits(100_000, 16L << 30, 100, 10L << 20, 50);

  public UnzipLimits {
    if (entries < 1 || bytes < 1 || ratio < 1 || ratioFrom < 0 || depth < 0) {
      throw new IllegalArgumentException("limits of unzipping must be positive");
    }
  }
}
