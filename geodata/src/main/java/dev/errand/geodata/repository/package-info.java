// SPDX-License-Identifier: Apache-2.0
/**
 * A small versioned repository: a folder of immutable GeoPackages, one for each revision, and a
 * head that moves from one to the next at once or not at all. Knows nothing of where the data comes
 * from.
 */
@NullMarked
package dev.errand.geodata.repository;

import org.jspecify.annotations.NullMarked;
