// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import java.util.Optional;

/**
 * A file, or a folder with all that is in it, that is to be loaded.
 *
 * @param path in the loading zone
 * @param filename what it is called in the documents, if not the same
 */
public record LoadFile(String path, Optional<String> filename) {

  /** Where it comes to lie within the destination: a path below this one, or this one itself. */
  String target(String found) {
    if (filename.isEmpty()) {
      return found;
    }
    String parent = path.substring(0, path.lastIndexOf('/') + 1);
    return parent + filename.get() + found.substring(path.length());
  }
}
