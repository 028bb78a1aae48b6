// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

/** Says when half a second has gone by. Used by one thread. */
final class Pace {

  private static final long NANOS = 500_000_000;

  private long last = System.nanoTime();

  boolean isDue() {
    long now = System.nanoTime();
    if (now - last < NANOS) {
      return false;
    }
    last = now;
    return true;
  }
}
