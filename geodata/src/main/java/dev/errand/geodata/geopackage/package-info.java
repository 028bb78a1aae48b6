// SPDX-License-Identifier: Apache-2.0
/** Writes GeoPackages (OGC 12-128r19, version 1.3) with plain SQLite. */
@NullMarked
package dev.errand.geodata.geopackage;

import org.jspecify.annotations.NullMarked;
