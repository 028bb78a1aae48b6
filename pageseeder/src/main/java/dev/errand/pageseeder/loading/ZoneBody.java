// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.pageseeder.ServiceWriter;

/** What answers about loading zones have in common. */
final class ZoneBody {

  private ZoneBody() {}

  /** Says whose zone it is. There are no workflow notifications here, so none are allowed. */
  static void attributes(ServiceWriter writer, long member, ZoneName name) {
    writer.attribute("member", Long.toString(member));
    name.uploadId().ifPresent(id -> writer.attribute("uploadid", id));
    writer.attribute("max-workflow-notifications", 0);
  }

  /** Fills an element that tells of a file or folder, and ends it. */
  static void file(ServiceWriter writer, String path, boolean folder) {
    writer
        .attribute("name", path.substring(path.lastIndexOf('/') + 1))
        .attribute("path", path)
        .attribute("type", folder ? "folder" : "file")
        .close();
  }
}
