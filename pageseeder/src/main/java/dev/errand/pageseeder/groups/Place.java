// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a group's files that something works on, or something else of which there is one.
 *
 * @param path below the group's folder, such as {@code documents/a}; empty for all of it
 */
public record Place(long group, String path) {

  /** No group has this id. */
  private static final long NONE = 0;

  /** All files of a group, and its turn. */
  public static Place all(long group) {
    return new Place(group, "");
  }

  /** No files, but the turn that a task takes: one at a time works on the files of a group. */
  public static Place turn(long group) {
    return new Place(group, "turn");
  }

  /** A document, or a folder with all that is in it. */
  public static Place document(long group, String path) {
    return new Place(group, path.isEmpty() ? "documents" : "documents/" + path);
  }

  /** A file or folder of the loading zone. */
  public static Place loadingZone(long group, String path) {
    return new Place(group, path.isEmpty() ? "loadingzone" : "loadingzone/" + path);
  }

  /** The name of a group, which no two may get. */
  static Place name(String groupName) {
    return new Place(NONE, groupName);
  }

  /** Whether one of them contains the other. */
  boolean meets(Place other) {
    return group == other.group && (contains(other) || other.contains(this));
  }

  boolean meetsAny(List<Place> others) {
    return others.stream().anyMatch(this::meets);
  }

  private boolean contains(Place other) {
    return path.isEmpty() || other.path.equals(path) || other.path.startsWith(path + "/");
  }

  /** The places that contain this one, from the outside in. */
  List<Place> around() {
    List<Place> around = new ArrayList<>();
    for (int end = 0; end >= 0 && !path.isEmpty(); end = path.indexOf('/', end + 1)) {
      around.add(new Place(group, path.substring(0, end)));
    }
    return around;
  }
}
