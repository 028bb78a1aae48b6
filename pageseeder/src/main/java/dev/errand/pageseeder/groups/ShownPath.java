// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Group;
import java.nio.file.Path;

/** Paths as callers know them: {@code /ps/acme/specs/documents/a.psml} for the group acme-specs. */
final class ShownPath {

  private static final String SITE = "/ps/";

  private ShownPath() {}

  /** Of a file, by its path below the folder of all groups. */
  static String of(Path file) {
    StringBuilder shown = new StringBuilder(SITE);
    shown.append(file.getName(0).toString().replace('-', '/'));
    for (int i = 1; i < file.getNameCount(); i++) {
      shown.append('/').append(file.getName(i));
    }
    return shown.toString();
  }

  /** Where the documents of a group begin. */
  static String documents(Group group) {
    return SITE + group.name().replace('-', '/') + "/documents";
  }

  /** Of a document or folder. */
  static String of(Group group, String path) {
    return path.isEmpty() ? documents(group) : documents(group) + "/" + path;
  }
}
