// SPDX-License-Identifier: Apache-2.0
/** Brings OpenStreetMap files into a repository. */
@NullMarked
package dev.errand.geodata.osm;

import org.jspecify.annotations.NullMarked;
