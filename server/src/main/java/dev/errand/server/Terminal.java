// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.BufferedReader;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a person looks on at standard error. */
final class Terminal {

  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /** The launcher looks at standard error; Java itself can only tell about all streams together. */
  static boolean isThere() {
    @Nullable String said = System.getProperty("errand.terminal");
    return said == null ? hasConsole() : said.equals("true");
  }

  /**
   * How many characters a line may have that is written over and over; one stays for the cursor.
   */
  static int width() {
    return Math.max(1, columns() - 1);
  }

  /** As the environment says, or else the terminal itself. */
  private static int columns() {
    return number(System.getenv().getOrDefault("COLUMNS", ""))
        .or(Terminal::asked)
        .orElse(USUAL_COLUMNS);
  }

  /** Shells seldom tell those they start how wide the terminal is. */
  private static Optional<Integer> asked() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      try (BufferedReader said = stty.inputReader()) {
        String line = Objects.requireNonNullElse(said.readLine(), "");
        return number(line.substring(line.indexOf(' ') + 1));
      }
    } catch (IOException none) {
      return Optional.empty(); // then it is as wide as most
    }
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[1-9][0-9]{0,4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static boolean hasConsole() {
    @Nullable Console console = System.console();
    return console != null && console.isTerminal();
  }
}
