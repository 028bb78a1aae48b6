// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.nio.file.Path;

/** A path as a person can paste it into a shell. */
final class ShellWord {

  private ShellWord() {}

  /** The path as one word, quoted where it must be. */
  static String of(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9/._@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
