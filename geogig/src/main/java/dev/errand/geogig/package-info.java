// SPDX-License-Identifier: Apache-2.0
/**
 * The task dialect of the GeoGig web API, version 1.2 (see docs/geogig.md): bodies in XML or JSON,
 * task routes, and what routes that start tasks need.
 */
@NullMarked
package dev.errand.geogig;

import org.jspecify.annotations.NullMarked;
