// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

/**
 * What a relocation came to.
 *
 * @param files how many files are at another place
 */
public record Relocated(long files) {}
