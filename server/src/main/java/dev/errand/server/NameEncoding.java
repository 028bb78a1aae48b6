// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.File;
import java.util.Locale;

/**
 * Whether names of files can have any letter. On Unix the JVM writes them as the locale has it, and
 * in a locale without UTF-8, as of cron or a small container, it fails over most of them.
 */
final class NameEncoding {

  private NameEncoding() {}

  /**
   * Does nothing where they can.
   *
   * @param encoding the property {@code sun.jnu.encoding}
   * @throws Refusal if not
   */
  static void requireUtf8(String encoding) {
    if (File.separatorChar == '/' && !encoding.toUpperCase(Locale.ROOT).equals("UTF-8")) {
      throw new Refusal(
          "the locale has no UTF-8 (%s), so files with other letters could not be named; start with LC_ALL=C.UTF-8 in the environment"
              .formatted(encoding));
    }
  }
}
