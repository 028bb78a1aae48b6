// SPDX-License-Identifier: Apache-2.0
package dev.errand.document;

import java.time.Instant;

/**
 * A document or a folder of a group.
 *
 * @param id from 1, unique among those of all groups, never used again; stays when it is moved
 * @param group the id of the group
 * @param path within the group's documents: plain names joined by slashes; empty for the folder
 *     that holds them all
 * @param modified when its content last changed
 */
public record Document(
    long id, long group, String path, boolean folder, Instant created, Instant modified) {

  /** The last name of the path; empty for the folder that holds all. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of the folder it is in. */
  public String parent() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** Whether it is this folder, or anywhere below it. */
  public boolean isWithin(String folderPath) {
    return folderPath.isEmpty() || path.equals(folderPath) || path.startsWith(folderPath + "/");
  }
}
