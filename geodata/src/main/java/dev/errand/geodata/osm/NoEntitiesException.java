// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

/**
 * A file with no node, way or relation in it. Has no message, because clients of GeoGig expect
 * none.
 */
public final class NoEntitiesException extends Exception {

  private static final long serialVersionUID = 1;
}
