// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import java.util.regex.Pattern;

/**
 * A user who can log in.
 *
 * @param id from 1, never used again
 * @param name letters, digits and {@code . _ @ + -}, at most 100, not only digits
 * @param administrator whether everything is allowed
 */
public record Account(long id, String name, boolean administrator) {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}._@+-]*");
  private static final int MOST_CHARACTERS = 100;

  /**
   * Does nothing, or refuses a name.
   *
   * @throws InvalidNameException saying what a name looks like
   */
  public static void requireName(String name) {
    if (name.length() > MOST_CHARACTERS
        || !NAME.matcher(name).matches()
        || name.chars().allMatch(Character::isDigit)) {
      throw new InvalidNameException(
          "The name of a user has letters, digits and . _ @ + -, begins with a letter, a digit or"
              + " _, is not only digits and has at most "
              + MOST_CHARACTERS
              + " characters.");
    }
  }
}
