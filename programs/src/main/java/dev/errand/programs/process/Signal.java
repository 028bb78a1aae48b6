// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

/** What a process may be told, with the numbers that Linux and macOS agree on. */
public enum Signal {
  HUP(1),
  INT(2),
  QUIT(3),
  KILL(9),
  TERM(15);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
