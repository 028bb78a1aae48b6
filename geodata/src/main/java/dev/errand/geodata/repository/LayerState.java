// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

/**
 * What a layer holds in a revision.
 *
 * @param name of the table
 * @param features how many
 * @param sum the {@link ContentSum} of all its features
 */
public record LayerState(String name, long features, ContentSum sum) {}
