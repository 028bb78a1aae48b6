// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether a person looks on at standard error. */
final class Terminal {

  private Terminal() {}

  /** The launcher looks at standard error; Java itself can only tell about all streams together. */
  static boolean isThere() {
    @Nullable String said = System.getProperty("errand.terminal");
    return said == null ? hasConsole() : said.equals("true");
  }

  private static boolean hasConsole() {
    @Nullable Console console = System.console();
    return console != null && console.isTerminal();
  }
}
