// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

/**
 * The nodes of a way, as the way itself tells of them. Whoever holds it leaves its arrays as they
 * are.
 *
 * @param refs the identifiers
 * @param places where each of them is, packed as {@link Locations} has it; {@link
 *     Locations#UNKNOWN} where the way does not say it. Empty if it says so of none, which is usual
 * @param centered whether there is a center of the way in place of its line
 */
public record WayNodes(long[] refs, long[] places, boolean centered) {

  private static final long[] NONE = {};

  public static WayNodes of(long[] refs) {
    return new WayNodes(refs, NONE, false);
  }

  public int count() {
    return refs.length;
  }

  /** Where the way says that its node is. */
  public long place(int index) {
    return places.length == 0 ? Locations.UNKNOWN : places[index];
  }
}
