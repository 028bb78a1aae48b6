// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import java.util.List;
import java.util.Optional;

/**
 * What a caller asks to be exported: a path, or documents and folders by their ids.
 *
 * @param group the id of the group it is in
 */
record ExportTarget(long group, Optional<String> path, Optional<List<Long>> uris) {

  static ExportTarget of(long group, String path) {
    return new ExportTarget(group, Optional.of(path), Optional.empty());
  }

  static ExportTarget of(long group, List<Long> uris) {
    return new ExportTarget(group, Optional.empty(), Optional.of(uris));
  }

  /** For the name of the thread. */
  String shown() {
    return uris.map(ids -> ids.size() == 1 ? "URI " + ids.getFirst() : ids.size() + " URIs")
        .orElseGet(() -> path.filter(p -> !p.isEmpty()).orElse("all documents"));
  }
}
