// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which names layers of a repository may have. */
final class LayerName {

  /** A comma would split it in a list of layers. */
  private static final Pattern ALLOWED = Pattern.compile("[^\\p{Cntrl},/]{1,200}");

  /** Tables that belong to SQLite, to the standard and its extensions, to GeoGig and to us. */
  private static final Pattern TAKEN =
      Pattern.compile("(sqlite_|gpkg_|gpkgext_|rtree_|geogig_|errand_).*");

  private LayerName() {}

  /**
   * The name itself.
   *
   * @throws IllegalArgumentException if a layer cannot be called so
   */
  static String checked(String name) {
    if (!isAllowed(name)) {
      throw new IllegalArgumentException(
          "A layer cannot be called '%s': a name has 1 to 200 characters without commas, slashes"
                  .formatted(shown(name))
              + " and control characters, and does not begin with sqlite_, gpkg_, gpkgext_, rtree_,"
              + " geogig_ or errand_. Give another one with dest.");
    }
    return name;
  }

  static boolean isAllowed(String name) {
    boolean taken = TAKEN.matcher(name.toLowerCase(Locale.ROOT)).matches();
    return ALLOWED.matcher(name).matches() && !taken && !name.isBlank();
  }

  /** A name of whatever length and content, for people. */
  static String shown(String name) {
    String start = name.length() > 200 ? name.substring(0, 200) + "…" : name;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
