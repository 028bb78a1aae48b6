// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

/**
 * A part of a group's files that something works on.
 *
 * @param path below the group's folder, such as {@code documents/a}; empty for all of it
 */
public record Place(long group, String path) {

  /** All files of a group. */
  public static Place all(long group) {
    return new Place(group, "");
  }

  /** A document, or a folder with all that is in it. */
  public static Place document(long group, String path) {
    return new Place(group, path.isEmpty() ? "documents" : "documents/" + path);
  }

  /** A file or folder of the loading zone. */
  public static Place loadingZone(long group, String path) {
    return new Place(group, path.isEmpty() ? "loadingzone" : "loadingzone/" + path);
  }

  /** Whether one of them contains the other. */
  boolean meets(Place other) {
    return group == other.group && (contains(other) || other.contains(this));
  }

  private boolean contains(Place other) {
    return path.isEmpty() || other.path.equals(path) || other.path.startsWith(path + "/");
  }
}
