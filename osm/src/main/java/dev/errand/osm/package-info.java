// SPDX-License-Identifier: Apache-2.0
/**
 * Reads OpenStreetMap's files, XML and PBF however they are packed, as a stream of what they hold.
 * Knows nothing of what becomes of it.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/OSM_file_formats">OSM file formats</a>
 */
@NullMarked
package dev.errand.osm;

import org.jspecify.annotations.NullMarked;
