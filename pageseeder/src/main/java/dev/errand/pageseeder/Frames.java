// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import org.jspecify.annotations.Nullable;

/** The rules about the order of calls to a {@link ServiceWriter}, the same for both formats. */
final class Frames {

  private Frames() {}

  static void requireAttributePlace(String name, boolean allowed) {
    if (!allowed) {
      throw new IllegalStateException(
          "the attribute " + name + " comes after a child, or in a list, or in nothing");
    }
  }

  static String requireList(String item) {
    if (item.isEmpty()) {
      throw new IllegalStateException("an item without a list around it");
    }
    return item;
  }

  static <T> T requireOpen(@Nullable T frame) {
    if (frame == null) {
      throw new IllegalStateException("there is nothing to end");
    }
    return frame;
  }
}
