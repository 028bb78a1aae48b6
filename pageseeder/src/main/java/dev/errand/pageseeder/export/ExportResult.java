// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

/**
 * What an export came to.
 *
 * @param zip the name of the output
 * @param missing how many files vanished while it ran
 */
public record ExportResult(String zip, long files, long folders, long missing) {}
