// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.util.Locale;

/** The three kinds of things in OpenStreetMap. */
public enum EntityType {
  NODE,
  WAY,
  RELATION;

  /** As people and files write it, in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
