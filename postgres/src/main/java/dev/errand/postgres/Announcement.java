// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.util.Optional;

/**
 * What nodes tell each other by NOTIFY: which node says it, what, and of which task (0 for none).
 * As text the three with blanks between, for instance {@code 12 CANCEL 345}.
 */
record Announcement(long node, What what, long number) {

  /** What there is to tell. */
  enum What {
    /** This node is here. */
    HELLO,
    /** Tasks wait. */
    WORK,
    /** Operators said something of limits. */
    LIMITS,
    /** The task, which runs somewhere, is to be cancelled. */
    CANCEL,
    /** Of what the task asks, which may run somewhere, something has an answer. */
    ANSWER,
    /** Told to oneself, to hear whether one hears. */
    ECHO
  }

  String text() {
    return node + " " + what + " " + number;
  }

  /** Empty for what a newer version may have to say. */
  static Optional<Announcement> read(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Announcement(
              Long.parseLong(words[0]), What.valueOf(words[1]), Long.parseLong(words[2])));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
