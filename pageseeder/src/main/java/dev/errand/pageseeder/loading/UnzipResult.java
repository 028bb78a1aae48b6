// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

/**
 * What came out of a zip file.
 *
 * @param bytes of all files together
 */
public record UnzipResult(long files, long bytes) {}
